"""What is typed of a mandate, of a phase, of an end."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.actions.mandate import Mandate
from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.queries.tools import tools
from belvedere.contexts.guide.words import LEVELS
from belvedere.platform.territory.models import Commune, Competence

TEXT_LENGTH = 6000


class DayInput(forms.DateInput):
    """A date typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and an hour typed or chosen in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _text(label: object, *, hint: object = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=TEXT_LENGTH, required=False, widget=widget)  # type: ignore[arg-type]  # lazy words


class MandateForm(forms.Form):
    """The mandate: what the public may change, and what it may not."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    question = forms.CharField(label=_("La question posée, en une phrase simple"), max_length=300)
    summary = _text(_("En bref"), hint=_("Trois phrases pour qui découvre le sujet."))
    open_words = _text(_("Ce qui est ouvert"), hint=_("Ce que les habitants peuvent encore changer."))
    decided_words = _text(_("Ce qui ne l’est pas"), hint=_("Ce qui est déjà décidé, et par quel acte."))
    decider = forms.CharField(
        label=_("Qui décide"),
        max_length=200,
        required=False,
        help_text=_("L’instance, comme « le conseil métropolitain »"),
    )
    level = forms.ChoiceField(
        label=_("Niveau promis"),
        required=False,
        choices=[("", _("À choisir")), *((level.value, label) for level, label in LEVELS.items())],
    )
    answer_on = forms.DateField(
        label=_("Jour de la réponse publique"),
        required=False,
        widget=DayInput,
        help_text=_("Ce jour-là au plus tard, chacun sait ce qui est retenu, et pourquoi."),
    )
    terms = _text(_("Comment participer"), hint=_("Les modalités, publiques dès l’annonce."))
    information = _text(_("Ce qu’il faut savoir"), hint=_("Les informations utiles, et ce qui est déjà connu."))
    information_url = forms.URLField(
        label=_("Adresse du dossier"), max_length=300, required=False, assume_scheme="https"
    )
    communes = forms.MultipleChoiceField(
        label=_("Communes concernées"), required=False, widget=forms.CheckboxSelectMultiple
    )
    competence = forms.ChoiceField(label=_("Compétence"), required=False)
    project = forms.TypedChoiceField(label=_("Projet"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        data: object = None,
        *,
        communes: Sequence[Commune],
        competences: Sequence[Competence],
        projects: Iterable[tuple[int, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.by_insee = {row.insee: row for row in communes}
        self.by_code = {row.code: row for row in competences}
        choices = {
            "communes": [(row.insee, row.name) for row in communes],
            "competence": [("", _("Aucune")), *((row.code, row.label) for row in competences)],
            "project": [("", _("Aucun")), *projects],
        }
        for name, rows in choices.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]  # choice fields

    @property
    def mandate(self) -> Mandate:
        """Return what was typed, once it is valid."""
        given = dict(self.cleaned_data)
        communes = tuple(self.by_insee[insee] for insee in given.pop("communes"))
        competence = self.by_code.get(given.pop("competence"))
        return Mandate(communes=communes, competence=competence, project_id=given.pop("project"), **given)


def written(consultation: Consultation) -> dict[str, object]:
    """Return what a form begins with, when a mandate is written again."""
    names = ("title", "question", "summary", "open_words", "decided_words", "decider", "level", "answer_on")
    more = ("terms", "information", "information_url")
    return {
        **{name: getattr(consultation, name) for name in (*names, *more)},
        "communes": [row.insee for row in consultation.communes.all()],
        "competence": consultation.competence.code if consultation.competence else "",
        "project": consultation.project_id,
    }


class PhaseForm(forms.Form):
    """A phase: its tool, its dates."""

    tool = forms.ChoiceField(label=_("Outil"))
    title = forms.CharField(label=_("Titre de la phase"), max_length=200)
    about = _text(_("Ce qu’on y fait"), rows=2)
    starts_at = forms.DateTimeField(label=_("Début"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Fin"), widget=MomentInput)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # as above
        self.fields["tool"].choices = [(tool.kind.value, tool.label) for tool in tools()]  # type: ignore[attr-defined]  # as above


class DatesForm(forms.Form):
    """Other dates for a phase."""

    starts_at = forms.DateTimeField(label=_("Début"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Fin"), widget=MomentInput)

    def __init__(self, data: object = None, *, phase: Phase) -> None:
        dates = {"starts_at": phase.starts_at, "ends_at": phase.ends_at}
        super().__init__(data, initial=dates, prefix=f"p{phase.number}")  # type: ignore[arg-type]  # as above


class ProlongForm(forms.Form):
    """A later end for an announced phase."""

    ends_at = forms.DateTimeField(label=_("Nouvelle fin"), widget=MomentInput)

    def __init__(self, data: object = None, *, phase: Phase) -> None:
        super().__init__(data, initial={"ends_at": phase.ends_at}, prefix=f"p{phase.number}")  # type: ignore[arg-type]  # as above


class EndForm(forms.Form):
    """Why an open phase ends before the day that was announced."""

    reason = forms.CharField(
        label=_("Pourquoi elle s’arrête"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cette raison est publique, et va dans le bilan."),
    )

    def __init__(self, data: object = None, *, phase: Phase) -> None:
        super().__init__(data, prefix=f"e{phase.number}")  # type: ignore[arg-type]  # as above


class ReasonForm(forms.Form):
    """Why a consultation is given up."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class FilterForm(forms.Form):
    """What a visitor looks for among consultations."""

    etat = forms.ChoiceField(label=_("État"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)

    def __init__(self, data: object, *, states: Sequence[tuple[str, object]], communes: Sequence[Commune]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # as above
        self.fields["etat"].choices = [("", _("Tous")), *states]  # type: ignore[attr-defined]  # as above
        self.fields["commune"].choices = [("", _("Toutes")), *((row.slug, row.name) for row in communes)]  # type: ignore[attr-defined]  # as above

    @property
    def chosen(self) -> dict[str, str]:
        """Return what can be read of it; the rest filters nothing."""
        self.is_valid()
        return {"state": self.cleaned_data.get("etat", ""), "commune": self.cleaned_data.get("commune", "")}
