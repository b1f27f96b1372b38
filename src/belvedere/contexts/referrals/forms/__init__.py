"""What inhabitants and agents type about referrals."""

from typing import Any, TypedDict  # Any: the rows of a choice are of several kinds

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from belvedere.contexts.observatory.models import Policy
from belvedere.contexts.observatory.queries import policies
from belvedere.contexts.referrals.queries import Competent
from belvedere.contexts.referrals.states import RejectionReason
from belvedere.contexts.referrals.words import CAPACITY_LABELS, LETTERS
from belvedere.engines.rules.admission import Admission, Residence
from belvedere.platform.exchange.received import LARGEST_BYTES
from belvedere.platform.rows import find
from belvedere.platform.territory.models import Body, Commune, Territory
from belvedere.platform.territory.queries import bodies, communes

LONGEST_TEXT = 3000


def row_choice(label: StrOrPromise, *, empty_label: StrOrPromise, required: bool = True) -> forms.ModelChoiceField[Any]:
    """Return a choice of rows by their slug; the form says which rows when it is made, inside the scope."""
    return forms.ModelChoiceField(
        queryset=None, label=label, required=required, empty_label=empty_label, to_field_name="slug"
    )


class SubjectForm(forms.Form):
    """Step 1: where, and on what."""

    commune = row_choice(_("Votre commune"), empty_label=_("Choisir"))
    policy = row_choice(_("De quelle politique s’agit-il ?"), empty_label=_("Choisir"))
    title = forms.CharField(
        label=_("Votre sujet en une phrase"),
        max_length=120,
        min_length=10,
        help_text=_("Par exemple : des bus plus tôt le dimanche matin. 120 caractères au plus."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.fields["commune"].queryset = communes()  # type: ignore[attr-defined]  # a choice of rows
        self.fields["policy"].queryset = policies()  # type: ignore[attr-defined]  # a choice of rows


class BodyForm(forms.Form):
    """Step 2: which of the competent bodies, when there are several."""

    body = forms.ChoiceField(label=_("À qui adressez-vous la saisine ?"), widget=forms.RadioSelect)

    def __init__(self, *args: object, competent: list[Competent], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.competent = {str(entry.body.pk): entry.body for entry in competent}
        self.fields["body"].choices = [(key, body.name) for key, body in self.competent.items()]  # type: ignore[attr-defined]  # a choice
        if len(self.competent) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.initial.setdefault("body", next(iter(self.competent)))

    def clean_body(self) -> Body:
        return self.competent[self.cleaned_data["body"]]


class TextForm(forms.Form):
    """Step 3: what is asked, and why."""

    request = forms.CharField(
        label=_("Ce que vous demandez"),
        help_text=_("Qu’est-ce qui devrait changer, et où ? N’écrivez le nom de personne."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
        min_length=30,
    )
    reasons = forms.CharField(
        label=_("Pourquoi"),
        help_text=_("Ce que vous vivez, ce que vous avez constaté."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
        required=False,
    )


class DocumentForm(forms.Form):
    """A document joined to the text: nothing is asked when no file is chosen."""

    file = forms.FileField(
        label=_("Joindre un document"),
        help_text=_("PDF ou image, 5 Mo au plus, trois documents au plus. Il sera relu avant d’être publié."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp"}),
    )
    name = forms.CharField(label=_("Ce qu’il montre"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A document has a title, and is not too large to be read."""
        data = super().clean() or self.cleaned_data
        if data.get("file") and not data.get("name", "").strip():
            self.add_error("name", _("Dites en quelques mots ce que montre ce document."))
        if data.get("file") and data["file"].size > LARGEST_BYTES:
            self.add_error("file", _("Ce fichier dépasse 5 Mo."))
        return data


class ContactForm(forms.Form):
    """Step 4: how to reach the person, and the age that the règlement asks."""

    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Jamais publiée. Elle sert à confirmer et à vous dire la suite."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    is_old_enough = forms.BooleanField()

    def __init__(self, *args: object, minimum_age_years: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.fields["is_old_enough"].label = _("J’ai au moins %(age)s ans") % {"age": minimum_age_years}


class DepositorForm(ContactForm):
    """Step 4: who deposits, in which capacity, by the règlement."""

    capacity = forms.ChoiceField(label=_("Vous déposez comme"), widget=forms.RadioSelect, required=False)
    field_order = ("capacity", "email", "is_old_enough")

    def __init__(self, *args: object, admission: Admission, minimum_age_years: int, **kwargs: object) -> None:
        super().__init__(*args, minimum_age_years=minimum_age_years, **kwargs)
        self.allowed = admission.capacities
        choices = [(capacity.value, CAPACITY_LABELS[capacity]) for capacity in admission.capacities]
        self.fields["capacity"].choices = choices  # type: ignore[attr-defined]  # a choice
        self.initial.setdefault("capacity", admission.capacities[0].value)
        if len(choices) == 1:
            self.fields["capacity"].widget = forms.HiddenInput()
        if admission.residence is Residence.TERRITORY:
            words = _("J’ai au moins %(age)s ans et j’habite une commune du territoire")
            self.fields["is_old_enough"].label = words % {"age": minimum_age_years}

    def clean_capacity(self) -> str:
        return self.cleaned_data["capacity"] or self.allowed[0].value


class OneCommune(forms.ModelChoiceField[Commune]):
    """A choice among the communes, of which the one chosen is read alone: a crowd makes this choice."""

    territory_id: int

    def to_python(self, value: object) -> Commune | None:
        if value in self.empty_values:
            return None
        found = find(Commune, territory_id=self.territory_id, slug=str(value))
        if found is None or found.left_on is not None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return found


class SupportForm(ContactForm):
    """Supporting: a mailbox, a commune; the règlement says whether one must live there."""

    commune = OneCommune(queryset=None, label=_("Votre commune"), empty_label=_("Choisir"), to_field_name="slug")
    field_order = ("commune", "email", "is_old_enough")

    def __init__(
        self, *args: object, minimum_age_years: int, residence: Residence, territory: Territory, **kwargs: object
    ) -> None:
        super().__init__(*args, minimum_age_years=minimum_age_years, **kwargs)
        if residence is Residence.TERRITORY:
            words = _("J’ai au moins %(age)s ans et j’habite cette commune")
            self.fields["is_old_enough"].label = words % {"age": minimum_age_years}
        else:
            self.fields["commune"].help_text = _(
                "Vous habitez ailleurs ? Choisissez la commune où vous travaillez, étudiez ou venez."
            )
        self.fields["commune"].territory_id = territory.pk  # type: ignore[attr-defined]  # a choice of communes
        if not self.is_bound or not self.is_valid():  # else nobody is shown the choice
            self.fields["commune"].queryset = communes().select_related(None)  # type: ignore[attr-defined]  # the same


class RejectForm(forms.Form):
    """Why, and which door next."""

    reason = forms.ChoiceField(
        label=_("Motif"),
        choices=[("", _("Choisir")), *((reason.value, letter.label) for reason, letter in LETTERS.items())],
    )
    next_door = row_choice(
        _("La porte à laquelle frapper ensuite"),
        required=False,
        empty_label=_("Aucune"),
    )

    note = forms.CharField(
        label=_("Ce que vous ajoutez à la lettre"),
        help_text=_("La personne le lira dans sa lettre ; ce n’est pas publié."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.fields["next_door"].queryset = bodies()  # type: ignore[attr-defined]  # a choice of rows

    def clean_reason(self) -> RejectionReason:
        return RejectionReason(self.cleaned_data["reason"])


class ForwardForm(forms.Form):
    """To whom the matter is sent."""

    to = row_choice(_("Organisme compétent"), empty_label=_("Choisir"))
    words = forms.CharField(
        label=_("Ce que vous ajoutez à la lettre"),
        help_text=_("La personne et l’organisme le liront."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: object, holder: Body, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.fields["to"].queryset = bodies().exclude(pk=holder.pk)  # type: ignore[attr-defined]  # a choice of rows


class Filters(TypedDict, total=False):
    """The filters of the list, as `public_referrals` takes them."""

    policy: Policy | None
    commune: Commune | None
    state: str
    text: str


class ListFilterForm(forms.Form):
    """Which referrals to show."""

    q = forms.CharField(label=_("Mots"), max_length=200, required=False)
    politique = row_choice(_("Politique"), required=False, empty_label=_("Toutes"))
    commune = row_choice(_("Commune"), required=False, empty_label=_("Toutes"))
    etat = forms.ChoiceField(
        label=_("État"),
        required=False,
        choices=[
            ("", _("Tous")),
            ("ouverte", _("Ouverte aux soutiens")),
            ("seuil-atteint", _("Seuil atteint")),
            ("examen", _("En examen")),
            ("close", _("Collecte close")),
            ("irrecevable", _("Irrecevable")),
        ],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.fields["commune"].queryset = communes()  # type: ignore[attr-defined]  # a choice of rows
        self.fields["politique"].queryset = policies()  # type: ignore[attr-defined]  # a choice of rows

    @property
    def chosen(self) -> Filters:
        """Return the filters as `public_referrals` takes them; one that is not understood finds nothing."""
        if not self.is_valid():
            return {"state": "inconnu"}
        data = self.cleaned_data
        return {
            "text": data["q"].replace("\x00", ""),
            "policy": data["politique"],
            "commune": data["commune"],
            "state": data["etat"],
        }
