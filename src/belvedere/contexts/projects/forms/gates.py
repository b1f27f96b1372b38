"""Forms of the gates, the papers and the consultation."""

from datetime import date
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.projects.actions.consultation import Decision
from belvedere.contexts.projects.forms.project import DayInput, long_text
from belvedere.contexts.projects.states import Outcome, ProofKind
from belvedere.contexts.projects.words import ORGANISER_CRITERIA, OUTCOMES, PARTICIPANT_CRITERIA, PROOFS, SIMPLE_SCALE


class TickForm(forms.Form):
    note = forms.CharField(label=_("Ce qui le montre"), max_length=300)


class ApproveForm(forms.Form):
    act = forms.CharField(label=_("Référence de la délibération"), max_length=120, required=False)


class PassForm(forms.Form):
    reservation = long_text(
        _("Réserve"), rows=3, needed=False, hint=_("Demandée si un point n’est pas rempli. Elle sera publique.")
    )


class TemplateForm(forms.Form):
    text = forms.CharField(label=_("Texte du modèle"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 24}))


class TermForm(forms.Form):
    wording = forms.CharField(label=_("Modalité"), max_length=300)
    planned_on = forms.DateField(label=_("Prévue le"), required=False, widget=DayInput)
    reaches_out = forms.BooleanField(label=_("Elle va vers les gens, là où ils sont"), required=False)


class VoteForm(forms.Form):
    on = forms.DateField(label=_("Votées le"), widget=DayInput)
    act = forms.CharField(label=_("Référence de la délibération"), max_length=120)


class WaiveForm(forms.Form):
    reason = long_text(_("Pourquoi cette règle est levée"), rows=2)


class ProofForm(forms.Form):
    kind = forms.ChoiceField(label=_("Nature"), choices=[(kind.value, PROOFS[kind]) for kind in ProofKind])
    title = forms.CharField(label=_("Ce que la preuve montre"), max_length=160)
    dated_on = forms.DateField(label=_("Datée du"), widget=DayInput)
    file = forms.FileField(
        label=_("Fichier"), help_text=_("PDF, photo (PNG, JPEG, WebP), cinq mégaoctets au plus."), allow_empty_file=True
    )


class ProposalForm(forms.Form):
    text = long_text(_("Proposition"), rows=3)
    contributions = forms.IntegerField(label=_("Nombre de contributions"), min_value=0, max_value=10_000_000)
    is_minority = forms.BooleanField(label=_("Avis minoritaire"), required=False)


class ParticipantsForm(forms.Form):
    count = forms.IntegerField(label=_("Participants"), min_value=0, max_value=10_000_000)
    commune = forms.ChoiceField(label=_("Commune"))

    def __init__(self, data: QueryDict | None = None, *, communes: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["commune"].choices = communes  # type: ignore[attr-defined]  # a choice field


class ReportForm(forms.Form):
    on = forms.DateField(label=_("Arrêté le"), widget=DayInput)
    contributions = forms.IntegerField(label=_("Nombre de contributions"), min_value=0, max_value=10_000_000)
    summary = long_text(_("Ce que le bilan retient"), rows=6, hint=_("Ce texte sera public."))


class AnswerForm(forms.Form):
    """What the body does with a proposal, and why."""

    outcome = forms.ChoiceField(label=_("Réponse"), choices=list(OUTCOMES.items()))
    reason = long_text(_("Pourquoi"), rows=3)
    study_until = forms.DateField(
        label=_("À l’étude jusqu’au"), required=False, help_text=_("Demandé pour « à l’étude »."), widget=DayInput
    )

    def clean(self) -> dict[str, object]:
        """Ask for the day on which what is under study will be decided."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Outcome.UNDER_STUDY and not cleaned.get("study_until"):
            self.add_error("study_until", _("Dites jusqu’à quand."))
        return cleaned

    @property
    def decision(self) -> Decision:
        until: date | None = self.cleaned_data["study_until"]
        return Decision(Outcome(self.cleaned_data["outcome"]), self.cleaned_data["reason"], until)


class OrganiserForm(forms.Form):
    criterion = forms.ChoiceField(label=_("Critère"), choices=list(ORGANISER_CRITERIA.items()))
    value = forms.DecimalField(
        label=_("Valeur"), min_value=Decimal(0), max_value=Decimal(10**9), decimal_places=2, max_digits=12
    )


class LessonForm(forms.Form):
    text = long_text(
        _("La leçon à retenir"), hint=_("Ce que les prochains projets devraient savoir. Elle sera publique.")
    )


class ParticipantForm(forms.Form):
    """What somebody who took part says: every question may be left out."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for name, title in PARTICIPANT_CRITERIA.items():
            self.fields[name] = forms.TypedChoiceField(
                label=title,  # type: ignore[arg-type]  # lazy words
                choices=list(SIMPLE_SCALE.items()),
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
            )

    @property
    def scores(self) -> dict[str, int]:
        return {name: value for name, value in self.cleaned_data.items() if value is not None}
