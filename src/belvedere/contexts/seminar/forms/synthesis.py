"""What is typed at the synthesis desk, and to carry a cluster out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.actions.outcomes import Wording
from belvedere.contexts.seminar.forms import DayInput
from belvedere.contexts.seminar.models import Cluster
from belvedere.contexts.seminar.queries.outcomes import Doors
from belvedere.contexts.seminar.states import OutcomeKind
from belvedere.contexts.seminar.words import HORIZON_LABELS, OUTCOME_LABELS


class ClusterForm(forms.Form):
    """A cluster: its name, its sentence, what disagrees with it, what it would cost."""

    name = forms.CharField(label=_("Nom du groupe"), max_length=200)
    summary = forms.CharField(
        label=_("Ce qu’il dit, en une phrase"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minority = forms.CharField(
        label=_("Positions minoritaires"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    cost = forms.IntegerField(label=_("Coût"), min_value=1, max_value=10**9, initial=1)

    def __init__(self, data: object = None, *, cluster: Cluster | None = None) -> None:
        names = ("name", "summary", "minority", "cost")
        initial = {name: getattr(cluster, name) for name in names} if cluster else None
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only


class OutcomeForm(forms.Form):
    """What a cluster becomes."""

    kind = forms.ChoiceField(label=_("Ce que le groupe devient"))
    title = forms.CharField(label=_("Titre"), max_length=200)
    text = forms.CharField(label=_("Texte"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    objective = forms.ChoiceField(
        label=_("Objectif de la stratégie"), required=False, help_text=_("Pour un engagement.")
    )
    horizon = forms.ChoiceField(label=_("Horizon"), required=False, help_text=_("Pour une action."))
    due_on = forms.DateField(label=_("Échéance"), widget=DayInput, required=False, help_text=_("Pour une action."))

    def __init__(self, data: object = None, *, cluster: Cluster, doors: Doors) -> None:
        initial = {"title": cluster.name, "text": cluster.summary, "horizon": "court"}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        kinds = [kind for kind in OutcomeKind if self._is_open(kind, doors)]
        self.fields["kind"].choices = [(kind.value, OUTCOME_LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]  # a choice field
        self.fields["objective"].choices = [("", _("Aucun")), *doors.objectives]  # type: ignore[attr-defined]  # the same
        self.fields["horizon"].choices = [(one.value, label) for one, label in HORIZON_LABELS.items()]  # type: ignore[attr-defined]  # the same

    @staticmethod
    def _is_open(kind: OutcomeKind, doors: Doors) -> bool:
        if kind == OutcomeKind.ACTION:
            return doors.has_plan
        return doors.version_number is not None and (kind == OutcomeKind.PRINCIPLE or bool(doors.objectives))

    def clean(self) -> None:
        kind = self.cleaned_data.get("kind")
        if kind == OutcomeKind.COMMITMENT and not self.cleaned_data.get("objective"):
            self.add_error("objective", _("Un engagement sert un objectif."))
        if kind == OutcomeKind.ACTION and not self.cleaned_data.get("horizon"):
            self.add_error("horizon", _("Une action a un horizon."))

    @property
    def chosen_kind(self) -> OutcomeKind:
        return OutcomeKind(self.cleaned_data["kind"])

    @property
    def wording(self) -> Wording:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "kind"}
        return Wording(**typed)


class LessonsForm(forms.Form):
    """What the seminar concludes."""

    lessons = forms.CharField(
        label=_("Ce que le séminaire conclut"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
