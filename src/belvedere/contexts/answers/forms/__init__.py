"""What is typed in the circuit of an answer. Parts of a draft may be missing; what is wrong is said field by field."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.answers.models import HORIZON_LABELS, VERDICT_LABELS, Answer
from belvedere.contexts.answers.states import Draft, Horizon, Verdict
from belvedere.platform.territory.models import Department

TEXT_LENGTH = 5000
PART_LABELS = {
    "verdict": _("la décision"),
    "text": _("la réponse"),
    "reason": _("la raison"),
    "study_until": _("la date de fin d’étude"),
    "owner": _("le service responsable"),
    "horizon": _("l’horizon"),
    "due_on": _("l’échéance"),
}


class DayInput(forms.DateInput):
    """A date typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DraftForm(forms.Form):
    """The answer to one recommendation."""

    verdict = forms.ChoiceField(
        label=_("Décision"),
        required=False,
        choices=[(verdict.value, label) for verdict, label in VERDICT_LABELS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Réponse"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("Qui fera quoi, où et quand, en phrases courtes. Ce texte sera public."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("Demandé si vous écartez tout ou partie de la recommandation. Cette raison sera publique."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    study_until = forms.DateField(
        label=_("À l’étude jusqu’au"),
        required=False,
        help_text=_("Demandé pour « à l’étude » : ce jour-là, une décision sera attendue."),
        widget=DayInput,
    )
    owner = forms.TypedChoiceField(
        label=_("Service responsable"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Demandé si vous retenez tout ou partie : ce service tiendra l’action à jour."),
    )
    horizon = forms.ChoiceField(
        label=_("Horizon"),
        required=False,
        choices=[("", _("Choisissez")), *((horizon.value, label) for horizon, label in HORIZON_LABELS.items())],
    )
    due_on = forms.DateField(
        label=_("À faire avant le"),
        required=False,
        help_text=_("Cette échéance sera publique."),
        widget=DayInput,
    )

    def __init__(self, data: object = None, *, answer: Answer, departments: Iterable[Department], today: date) -> None:
        draft = answer.draft
        super().__init__(
            data,  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
            prefix=f"r{answer.recommendation.number}",
            initial={part: getattr(draft, part) for part in PART_LABELS},
        )
        self.today = today
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # a choice field's, typed as a plain field
            ("", _("Choisissez")),
            *((department.pk, department.name) for department in departments),
        ]

    def _day_to_come(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Cette date est déjà passée : choisissez un jour à partir de demain."))
        return day

    def clean_study_until(self) -> date | None:
        return self._day_to_come("study_until")

    def clean_due_on(self) -> date | None:
        return self._day_to_come("due_on")

    @property
    def draft(self) -> Draft:
        """What was typed, as the rules read it."""
        typed = self.cleaned_data
        return Draft(
            verdict=Verdict(typed["verdict"]) if typed["verdict"] else None,
            text=typed["text"],
            reason=typed["reason"],
            study_until=typed["study_until"],
            owner=typed["owner"],
            horizon=Horizon(typed["horizon"]) if typed["horizon"] else None,
            due_on=typed["due_on"],
        )


class AssignForm(forms.Form):
    """Which department drafts."""

    department = forms.TypedChoiceField(
        label=_("Service qui rédige"),
        coerce=int,
        help_text=_("Seul ce service pourra écrire la réponse ; un élu la validera."),
    )

    def __init__(self, data: object = None, *, departments: Iterable[Department], chosen: int | None = None) -> None:
        super().__init__(
            data,  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
            initial={"department": chosen},
        )
        self.fields["department"].choices = [  # type: ignore[attr-defined]  # a choice field's, typed as a plain field
            ("", _("Choisissez")),
            *((department.pk, department.name) for department in departments),
        ]


class SendBackForm(forms.Form):
    """Why a draft is given back."""

    reason = forms.CharField(
        label=_("Ce qu’il faut reprendre"),
        max_length=2000,
        help_text=_("Lu par le service seulement, jamais publié."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites au service ce qu’il faut reprendre.")},
    )


class ListFilterForm(forms.Form):
    """The filters of the public list."""

    body = forms.ChoiceField(label=_("Organisme"), required=False)
    situation = forms.ChoiceField(
        label=_("Où en est la réponse"),
        required=False,
        choices=[
            ("", _("Toutes")),
            ("attendue", _("Attendue")),
            ("retard", _("En retard")),
            ("delai", _("Publiée dans le délai")),
        ],
    )

    def __init__(self, data: object, *, bodies: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.fields["body"].choices = [("", _("Tous")), *bodies]  # type: ignore[attr-defined]  # a choice field's

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that make sense; those that do not are ignored, and said on the page."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("body", "situation")}
