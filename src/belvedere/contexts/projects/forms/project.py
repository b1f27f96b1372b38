"""Forms of a project's sheet, its questionnaire, its calendar, its team and its end."""

from collections.abc import Iterable, Sequence

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.queries.asking import NO, YES, read_text
from belvedere.contexts.guide.words import LEVELS, said
from belvedere.contexts.projects.actions.project import Sheet
from belvedere.contexts.projects.states import Part
from belvedere.contexts.projects.words import PARTS
from belvedere.engines.rules.law.ruleset import Kind, Question
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.models import Commune, Department

UNKNOWN = "?"
TEXT_LENGTH = 4000


class DayInput(forms.DateInput):
    """A date typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def long_text(label: object, *, rows: int = 4, needed: bool = True, hint: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=TEXT_LENGTH, required=needed, widget=widget)  # type: ignore[arg-type]  # lazy words


class SheetForm(forms.Form):
    """What the team says of a project."""

    name = forms.CharField(label=_("Nom du projet"), max_length=200)
    summary = long_text(_("Ce que le projet change"), hint=_("En mots simples : ce texte sera public."))
    department = forms.TypedChoiceField(label=_("Service qui conduit le projet"), coerce=int)
    communes = forms.MultipleChoiceField(
        label=_("Communes concernées"), required=False, widget=forms.CheckboxSelectMultiple
    )
    policy = forms.TypedChoiceField(label=_("Politique publique"), required=False, coerce=int, empty_value=None)
    question = forms.CharField(label=_("La question posée, en une phrase simple"), max_length=300, required=False)
    open_words = long_text(
        _("Ce qui reste ouvert"), needed=False, hint=_("Ce que les habitants peuvent encore changer.")
    )
    decided_words = long_text(_("Ce qui est déjà décidé"), needed=False, hint=_("Les invariants : ils s’annoncent."))
    answer_days = forms.IntegerField(
        label=_("Délai de réponse promis (jours)"), min_value=1, max_value=730, required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        departments: Sequence[Department],
        communes: Sequence[Commune],
        policies: Sequence[tuple[int, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.departments = {row.pk: row for row in departments}
        self.by_slug = {row.slug: row for row in communes}
        self.fields["department"].choices = [(row.pk, row.name) for row in departments]  # type: ignore[attr-defined]  # a choice field
        self.fields["communes"].choices = [(row.slug, row.name) for row in communes]  # type: ignore[attr-defined]  # as above
        self.fields["policy"].choices = [("", _("Aucune")), *policies]  # type: ignore[attr-defined]  # as above

    @property
    def sheet(self) -> Sheet:
        """Return what was typed, once it is valid."""
        given = self.cleaned_data
        return Sheet(
            name=given["name"],
            summary=given["summary"],
            department=self.departments[given["department"]],
            communes=tuple(self.by_slug[slug] for slug in given["communes"]),
            policy_id=given["policy"],
            question=given["question"],
            open_words=given["open_words"],
            decided_words=given["decided_words"],
            answer_days=given["answer_days"],
        )


class ReplyForm(forms.Form):
    """One question of the rules; « je ne sais pas » is an answer."""

    def __init__(self, question: Question, data: QueryDict | None = None, *, value: object = None) -> None:
        super().__init__(data)
        self.question = question
        self.fields["reply"] = _reply_field(question)
        if value is not None:
            self.initial["reply"] = _typed(value)

    def clean_reply(self) -> object:
        """Return the answer as the rules take it; None for « je ne sais pas »."""
        text = str(self.cleaned_data["reply"]).strip()
        if text == UNKNOWN:
            return None
        try:
            return read_text(self.question, text)
        except ValueError:
            raise forms.ValidationError(_("Cette réponse n’a pas pu être lue."), code="unread") from None


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:g}" if isinstance(value, float) else str(value)


def _reply_field(question: Question) -> forms.Field:
    title, why = said(question.title), said(question.why)
    unknown = (UNKNOWN, _("Je ne sais pas"))
    match question.kind:
        case Kind.CHOICE:
            choices: list[tuple[str, Promise | str]] = [(name, said(texts)) for name, texts in question.options.items()]
        case Kind.YES_NO:
            choices = [(YES, _("Oui")), (NO, _("Non"))]
        case Kind.DATE:
            return forms.CharField(label=title, help_text=why, max_length=20, widget=DayInput)
        case Kind.NUMBER:
            label = f"{title} ({question.unit})" if question.unit and question.unit not in title else title
            widget = forms.TextInput(attrs={"inputmode": "decimal"})
            return forms.CharField(label=label, help_text=why, max_length=30, widget=widget)
    return forms.ChoiceField(label=title, help_text=why, choices=[*choices, unknown], widget=forms.RadioSelect)


class AskForm(forms.Form):
    """« Je ne sais pas »: who can know, and before when."""

    department = forms.TypedChoiceField(label=_("Quel service peut le savoir ?"), coerce=int)
    due_on = forms.DateField(label=_("Réponse avant le"), widget=DayInput)

    def __init__(self, data: QueryDict | None = None, *, departments: Iterable[Department]) -> None:
        super().__init__(data)
        self.departments = {row.pk: row for row in departments}
        self.fields["department"].choices = [(row.pk, row.name) for row in self.departments.values()]  # type: ignore[attr-defined]  # a choice field


class LevelForm(forms.Form):
    level = forms.ChoiceField(label=_("Niveau annoncé"), choices=list(LEVELS.items()))


class PlanForm(forms.Form):
    decision_on = forms.DateField(
        label=_("La décision doit être prise avant le"),
        help_text=_("Les actes sont comptés à rebours, sur les séances du conseil."),
        widget=DayInput,
    )


class DoneForm(forms.Form):
    on = forms.DateField(label=_("Fait le"), widget=DayInput)


class SessionForm(forms.Form):
    held_on = forms.DateField(label=_("Jour de la séance"), widget=DayInput)
    source = forms.CharField(label=_("D’où vient cette date"), max_length=300)


class ReactUntilForm(forms.Form):
    react_until = forms.DateField(
        label=_("Les communes peuvent réagir jusqu’au"),
        help_text=_("Vingt et un jours au moins avant que les habitants soient interrogés."),
        widget=DayInput,
    )


class ReactionForm(forms.Form):
    text = long_text(
        _("Ce que votre commune en dit"),
        hint=_("Une question à ajouter, un lieu, un relais, une réserve. Un silence n’est pas un refus."),
    )


class TeamForm(forms.Form):
    member = forms.TypedChoiceField(label=_("Personne"), coerce=int)
    part = forms.ChoiceField(label=_("Rôle dans le projet"), choices=[(part.value, PARTS[part]) for part in Part])

    def __init__(self, data: QueryDict | None = None, *, people: Sequence[Role]) -> None:
        super().__init__(data)
        self.people = {row.pk: row for row in people}
        self.fields["member"].choices = [(row.pk, f"{row.user} · {row.title}") for row in people]  # type: ignore[attr-defined]  # a choice field


class EndForm(forms.Form):
    reason = long_text(_("Pourquoi"), rows=3, hint=_("Cette raison sera publique si le projet l’est."))


class FilterForm(forms.Form):
    """Where, and on which policy; what does not exist shows everything."""

    commune = forms.ChoiceField(label=_("Commune"), required=False)
    politique = forms.ChoiceField(label=_("Politique publique"), required=False)

    def __init__(
        self, data: QueryDict, *, communes: Iterable[tuple[str, str]], policies: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["commune"].choices = [("", _("Toutes")), *communes]  # type: ignore[attr-defined]  # a choice field
        self.fields["politique"].choices = [("", _("Toutes")), *policies]  # type: ignore[attr-defined]  # as above

    @property
    def chosen(self) -> dict[str, str]:
        """Return what to filter by."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"commune": given.get("commune", ""), "policy": given.get("politique", "")}
