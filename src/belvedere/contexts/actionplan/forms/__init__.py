"""What is typed about an action: its progress, a contest and the answer to it, the filters of the plan."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.models import HORIZON_LABELS, STATE_LABELS
from belvedere.contexts.actionplan.states import ActionState, Verb

NOTE_LENGTH = 3000
PROGRESS_LABELS = {
    Verb.ADVANCE: _("Elle avance"),
    Verb.FINISH: _("Elle est faite"),
    Verb.ABANDON: _("Elle est abandonnée"),
}
CONTEST_LABELS = {
    Verb.REOPEN: _("Vous avez raison : l’action est rouverte"),
    Verb.MAINTAIN: _("L’action est bien faite, et voici pourquoi"),
}
FILTERS = ("axis", "body", "department", "commune", "state", "horizon")


class ProgressForm(forms.Form):
    """How far an action is, and what proves it."""

    verb = forms.ChoiceField(label=_("Où en est l’action"), widget=forms.RadioSelect)
    percent = forms.IntegerField(
        label=_("Avancement, en pour cent"),
        min_value=0,
        max_value=100,
        help_text=_("Votre estimation, de 0 à 100. « Faite » vaut 100."),
    )
    note = forms.CharField(
        label=_("Ce qui a été fait"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Public. Obligatoire si son état change : ce qui le prouve ; si elle est abandonnée, pourquoi."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence_url = forms.CharField(
        label=_("Lien vers une preuve"),
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"], message=_("Écrivez une adresse entière, en https://…"))],
        help_text=_("Procès-verbal, photo, délibération : une adresse que tout le monde peut ouvrir."),
        widget=forms.URLInput,
    )

    def __init__(
        self, data: object = None, *, verbs: Iterable[Verb], percent: int, state: ActionState | None = None
    ) -> None:
        self.state = state
        super().__init__(
            data,  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
            initial={"percent": percent},
        )
        self.fields["verb"].choices = [  # type: ignore[attr-defined]  # a choice field's, typed as a plain field
            (verb.value, PROGRESS_LABELS[verb]) for verb in verbs
        ]

    def clean(self) -> None:
        if self.cleaned_data.get("note", "").strip():
            return
        if self.cleaned_data.get("verb") == Verb.FINISH:
            self.add_error("note", _("Dites ce qui prouve que c’est fait : où, quand, qui peut le voir."))
        if self.cleaned_data.get("verb") == Verb.ABANDON:
            self.add_error("note", _("Dites pourquoi l’action est abandonnée."))


class ContestForm(forms.Form):
    """Why a person says that an action is not done."""

    reason = forms.CharField(
        label=_("Qu’est-ce qui n’est pas fait ?"),
        max_length=NOTE_LENGTH,
        help_text=_("Dites ce que vous voyez, où et quand. Ne donnez ni nom ni adresse de personne."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Dites en une phrase ce qui n’est pas fait.")},
    )


class ContestAnswerForm(forms.Form):
    """What the department answers to a contest."""

    verb = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[(verb.value, label) for verb, label in CONTEST_LABELS.items()],
        widget=forms.RadioSelect,
    )
    percent = forms.IntegerField(
        label=_("Si l’action est rouverte : avancement, en pour cent"), min_value=0, max_value=99, initial=50
    )
    explanation = forms.CharField(
        label=_("Votre explication"),
        max_length=NOTE_LENGTH,
        help_text=_("Elle sera publiée à côté de ce qu’a écrit la personne : les deux versions, telles quelles."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Expliquez votre réponse : elle sera publiée.")},
    )


class DayForm(forms.Form):
    """« What did the plan say on that day? »"""

    au = forms.DateField(
        label=_("Le plan tel qu’il était le"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("au") if self.is_bound and self.is_valid() else None


class PlanFilterForm(forms.Form):
    """The filters of the public plan."""

    axis = forms.ChoiceField(label=_("Axe"), required=False)
    body = forms.ChoiceField(label=_("Organisme"), required=False)
    department = forms.ChoiceField(label=_("Service"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    state = forms.ChoiceField(
        label=_("État"),
        required=False,
        choices=[
            ("", _("Tous")),
            ("a_tenir", _("En cours, dans les temps")),
            ("retard", _("En retard")),
            *((state.value, label) for state, label in STATE_LABELS.items()),
        ],
    )
    horizon = forms.ChoiceField(label=_("Horizon"), required=False, choices=[("", _("Tous")), *HORIZON_LABELS.items()])

    def __init__(
        self,
        data: object,
        *,
        axes: Iterable[tuple[str, str]],
        bodies: Iterable[tuple[str, str]],
        departments: Iterable[tuple[str, str]],
        communes: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.fields["axis"].choices = [("", _("Tous")), *axes]  # type: ignore[attr-defined]  # a choice field's
        self.fields["body"].choices = [("", _("Tous")), *bodies]  # type: ignore[attr-defined]  # a choice field's
        self.fields["department"].choices = [  # type: ignore[attr-defined]  # a choice field's
            ("", _("Tous")),
            *departments,
        ]
        self.fields["commune"].choices = [("", _("Toutes")), *communes]  # type: ignore[attr-defined]  # a choice field's

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that make sense; those that do not are ignored, and said on the page."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in FILTERS}
