"""What is typed about a version: its texts, the amendments to it, its tests, its adoption."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.actions.documents import Words
from belvedere.contexts.strategy.models import Element
from belvedere.contexts.strategy.queries.indicators import indicators
from belvedere.contexts.strategy.states import AmendmentVerb, Change, Comparison, ElementKind
from belvedere.contexts.strategy.words import CHANGE_LABELS, COMPARISON_LABELS, ELEMENT_LABELS

TITLE_LENGTH, TEXT_LENGTH, REASON_LENGTH = 300, 5000, 2000


class DayInput(forms.DateInput):
    """A date typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class VersionForm(forms.Form):
    """The name of a version."""

    title_fr = forms.CharField(label=_("Nom de la version, en français"), max_length=200)
    title_en = forms.CharField(label=_("Nom de la version, en anglais"), max_length=200)


class WordsForm(forms.Form):
    """What a part says in both languages; the English may wait until the adoption."""

    title_fr = forms.CharField(label=_("Titre, en français"), max_length=TITLE_LENGTH)
    text_fr = forms.CharField(
        label=_("Texte, en français"), max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    title_en = forms.CharField(
        label=_("Titre, en anglais"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("Nécessaire pour adopter la version."),
    )
    text_en = forms.CharField(
        label=_("Texte, en anglais"), max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    source = forms.CharField(label=_("Source"), max_length=TITLE_LENGTH, required=False)

    @property
    def words(self) -> Words:
        """What was typed, as the actions take it."""
        return Words(**{name: self.cleaned_data[name] for name in vars(Words("")) if name in self.cleaned_data})


class ElementForm(WordsForm):
    """A part of a version being drafted."""

    kind = forms.ChoiceField(
        label=_("Ce que c’est"), choices=[(kind.value, label) for kind, label in ELEMENT_LABELS.items()]
    )
    parent = forms.ChoiceField(
        label=_("Rangé dans"),
        required=False,
        help_text=_("Un objectif dans un axe, un engagement dans un objectif ; rien pour les autres."),
    )
    field_order = ["kind", "parent", "title_fr", "text_fr", "title_en", "text_en", "source"]

    def __init__(self, data: object = None, *, elements: Iterable[Element], element: Element | None = None) -> None:
        initial = {name: getattr(element, name) for name in (*vars(Words("")), "kind", "parent")} if element else {}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        holding = [
            (one.key, f"{one.key} {one.title}")
            for one in elements
            if one.kind in {ElementKind.AXIS, ElementKind.OBJECTIVE}
        ]
        self.fields["parent"].choices = [("", _("Nulle part")), *holding]  # type: ignore[attr-defined]  # a choice field
        if element is not None:
            del self.fields["kind"]


class AmendForm(WordsForm):
    """What a body asks to change, and why; the part is chosen on the page."""

    change = forms.ChoiceField(
        label=_("Vous demandez de"),
        choices=[(change.value, label) for change, label in CHANGE_LABELS.items()],
        widget=forms.RadioSelect,
    )
    key = forms.ChoiceField(label=_("La partie concernée"), required=False)
    kind = forms.ChoiceField(
        label=_("Ce que vous ajoutez"),
        required=False,
        choices=[("", _("Rien")), *((kind.value, label) for kind, label in ELEMENT_LABELS.items())],
    )
    parent = forms.ChoiceField(label=_("Rangé dans"), required=False)
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=REASON_LENGTH,
        help_text=_("Public, au nom de votre organisme."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["change", "key", "kind", "parent", "title_fr", "text_fr", "title_en", "text_en", "source", "reason"]

    def __init__(self, data: object = None, *, elements: Iterable[Element], element: Element | None = None) -> None:
        initial: dict[str, object] = {"change": Change.CHANGE.value if element else Change.ADD.value}
        if element is not None:
            initial |= {name: getattr(element, name) for name in vars(Words(""))} | {"key": element.key}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        every = [(one.key, f"{one.key} {one.title}") for one in elements]
        self.fields["key"].choices = [("", _("Aucune : c’est un ajout")), *every]  # type: ignore[attr-defined]  # a choice field
        self.fields["parent"].choices = [("", _("Nulle part")), *every]  # type: ignore[attr-defined]  # a choice field
        self.fields["title_fr"].required = False

    def clean(self) -> dict[str, object]:
        """Ask for what the change needs: a part and a title to change, a kind and a title to add."""
        cleaned = super().clean() or {}
        change = cleaned.get("change")
        if change in {Change.CHANGE, Change.REMOVE} and not cleaned.get("key"):
            self.add_error("key", _("Choisissez la partie à changer ou à supprimer."))
        if change == Change.ADD and not cleaned.get("kind"):
            self.add_error("kind", _("Dites ce que vous ajoutez."))
        if change in {Change.ADD, Change.CHANGE} and not cleaned.get("title_fr"):
            self.add_error("title_fr", _("Écrivez le titre que vous demandez."))
        return cleaned


class DecideForm(WordsForm):
    """The arbitration of an amendment: the words only count when it is kept otherwise than it was asked."""

    verb = forms.ChoiceField(
        label=_("Décision"),
        choices=[
            (AmendmentVerb.ACCEPT.value, _("Retenir tel quel")),
            (AmendmentVerb.MODIFY.value, _("Retenir en le modifiant")),
            (AmendmentVerb.REJECT.value, _("Écarter")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=REASON_LENGTH,
        help_text=_("Publique, à côté de l’amendement."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["verb", "reason", "title_fr", "text_fr", "title_en", "text_en", "source"]

    def __init__(self, data: object = None, *, wanted: dict[str, str]) -> None:
        super().__init__(data, initial=dict(wanted))  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.fields["title_fr"].required = False


class CommentForm(forms.Form):
    """What a body says of a version, of a part or of an amendment."""

    text = forms.CharField(
        label=_("Votre commentaire"),
        max_length=REASON_LENGTH,
        help_text=_("Public, au nom de votre organisme."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = forms.ChoiceField(label=_("À propos de"), required=False)

    def __init__(self, data: object = None, *, about: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.fields["about"].choices = [("", _("Toute la version")), *about]  # type: ignore[attr-defined]  # a choice field


class DueForm(forms.Form):
    """Until when amendments are received."""

    due_on = forms.DateField(label=_("Amendements reçus jusqu’au"), widget=DayInput)

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.today = today

    def clean_due_on(self) -> date:
        """Refuse a day already past."""
        day: date = self.cleaned_data["due_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choisissez un jour à venir."))
        return day


class AdoptForm(forms.Form):
    """The deliberation that adopts a version."""

    deliberation = forms.CharField(label=_("Numéro de la délibération"), max_length=100)
    adopted_on = forms.DateField(label=_("Date de la séance"), widget=DayInput)
    url = forms.URLField(label=_("Adresse de la délibération"), required=False, assume_scheme="https")

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.today = today

    def clean_adopted_on(self) -> date:
        """Refuse a session that has not been held."""
        day: date = self.cleaned_data["adopted_on"]
        if day > self.today:
            raise forms.ValidationError(_("Cette séance n’a pas encore eu lieu."))
        return day


class TestForm(forms.Form):
    """The test of a commitment."""

    __test__ = False

    key = forms.ChoiceField(label=_("Engagement"))
    indicator = forms.ChoiceField(label=_("Indicateur calculé"))
    comparison = forms.ChoiceField(
        label=_("La valeur doit être"), choices=[(word.value, label) for word, label in COMPARISON_LABELS.items()]
    )
    target = forms.FloatField(label=_("Cible"), help_text=_("En points de pourcentage pour une part."))
    due_on = forms.DateField(
        label=_("À partir du"), help_text=_("Avant ce jour, une cible manquée n’est pas encore due."), widget=DayInput
    )

    def __init__(self, data: object = None, *, elements: Iterable[Element]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        keys = [(one.key, f"{one.key} {one.title}") for one in elements if one.kind == ElementKind.COMMITMENT]
        self.fields["key"].choices = keys  # type: ignore[attr-defined]  # a choice field
        codes = [(one.code, one.title) for one in indicators().values()]
        self.fields["indicator"].choices = codes  # type: ignore[attr-defined]  # a choice field

    @property
    def test(self) -> dict[str, object]:
        """What was typed, as the action takes it."""
        return {**self.cleaned_data, "comparison": Comparison(self.cleaned_data["comparison"])}
