"""What a person types to sign up, and what an officer types for them."""

from typing import Any  # what a browser sends

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.candidates import Contact, Registration
from belvedere.contexts.panels.models import Campaign, Candidate, Category
from belvedere.contexts.panels.states.campaign import Channel
from belvedere.contexts.panels.words import CHANNEL_LABELS
from belvedere.platform.languages import Data
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes

SHORT_LIST = 7
_CONTACT = ("first_name", "last_name", "email", "phone", "street", "postal_code", "city", "needs")


class CodeForm(forms.Form):
    """The code of a letter, typed by hand."""

    code = forms.CharField(
        label=_("Le code de votre lettre"),
        max_length=30,
        help_text=_("Dix lettres et chiffres, par exemple ABCDE-23456."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class RegistrationForm(forms.Form):
    """The questions of the recruitment, how to be reached, and consent."""

    commune: forms.ModelChoiceField[Commune] = forms.ModelChoiceField(
        queryset=None, label=_("Votre commune"), to_field_name="slug", empty_label=_("Choisir")
    )
    first_name = forms.CharField(
        label=_("Prénom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Adresse électronique"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    needs = forms.CharField(
        label=_("De quoi avez-vous besoin pour venir ?"),
        max_length=500,
        required=False,
        help_text=_("Garde d’enfant, transport, interprète, accès en fauteuil… Cela ne change rien au tirage."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_old_enough = forms.BooleanField()
    consents = forms.BooleanField()

    def __init__(self, *args: Any, campaign: Campaign, questions: list[Category], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.campaign, self.questions = campaign, questions
        self.fields["commune"].queryset = communes()  # type: ignore[attr-defined]  # a choice of rows
        self.fields["is_old_enough"].label = _("J’ai %(years)d ans ou plus, et j’habite cette commune") % {
            "years": campaign.minimum_age_years
        }
        self.fields["consents"].label = _(
            "J’accepte que ces réponses servent au tirage au sort de ce panel, et à rien d’autre"
        )
        for question in questions:
            self.fields[f"q-{question.pk}"] = _question_field(question)
        self.order_fields([f"q-{question.pk}" for question in questions])

    def clean(self) -> dict[str, Any]:
        """Ask for one way at least to be reached."""
        data = super().clean() or self.cleaned_data
        if not self.errors.get("email") and not any(data.get(name) for name in ("email", "phone", "street")):
            self.add_error(
                "phone", _("Donnez un téléphone ou une adresse électronique : sinon, comment vous prévenir ?")
            )
        return data

    @property
    def registration(self) -> Registration:
        """Return what was typed, once valid, by someone who reads French."""
        return self.registration_in("fr")

    def registration_in(self, language: str) -> Registration:
        """Return what was typed, once valid; the person is written to in this language."""
        data = self.cleaned_data
        return Registration(
            answers={question.pk: int(data[f"q-{question.pk}"]) for question in self.questions},
            commune=data["commune"],
            contact=Contact(**{name: data[name] for name in _CONTACT if name in data}, language=language),
            channel=Channel(data.get("channel") or Channel.ONLINE),
        )


def _question_field(question: Category) -> forms.ChoiceField:
    choices = [(str(target.pk), target.value) for target in question.targets.all()]
    label = Data(question.question or question.name)
    if len(choices) <= SHORT_LIST:
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(label=label, choices=[("", _("Choisir")), *choices])


class EntryForm(RegistrationForm):
    """The same, entered by an officer from a telephone call or a paper form, with a postal address when given."""

    channel = forms.ChoiceField(
        label=_("Reçu"),
        choices=[(channel.value, CHANNEL_LABELS[channel]) for channel in (Channel.TELEPHONE, Channel.PAPER)],
        widget=forms.RadioSelect,
    )
    code = forms.CharField(
        label=_("Code de la lettre"),
        max_length=30,
        required=False,
        help_text=_("Laissez vide si la personne l’a perdu."),
    )
    street = forms.CharField(label=_("Adresse postale"), max_length=200, required=False)
    postal_code = forms.RegexField(
        r"^\d{5}$",
        label=_("Code postal"),
        required=False,
        error_messages={"invalid": _("Un code postal a cinq chiffres.")},
    )
    city = forms.CharField(label=_("Ville"), max_length=100, required=False)

    def __init__(self, *args: Any, campaign: Campaign, questions: list[Category], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, campaign=campaign, questions=questions, **kwargs)
        self.fields["is_old_enough"].label = _("La personne a %(years)d ans ou plus, et habite cette commune") % {
            "years": campaign.minimum_age_years
        }
        self.fields["consents"].label = _("La personne a dit qu’elle accepte que ses réponses servent au tirage")
        asked = [f"q-{question.pk}" for question in questions]
        self.order_fields(["channel", "code", "commune", *asked, *_CONTACT, "is_old_enough", "consents"])


def initial_entry(candidate: Candidate) -> dict[str, object]:
    """Return what is known of a candidate, as the form of an officer shows it."""
    contact = {name: getattr(candidate.contact, name) for name in _CONTACT}
    answers = {f"q-{answer.category_id}": str(answer.target_id) for answer in candidate.answers.all()}
    return {
        **contact,
        **answers,
        "commune": candidate.commune.slug,
        "channel": candidate.channel,
        "is_old_enough": True,
        "consents": True,
    }
