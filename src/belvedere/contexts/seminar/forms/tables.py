"""What is typed at a table, on a badge, at the end."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.models import LONGEST_TEXT, Contribution, TableReport

SCALE = [(str(value), str(value)) for value in range(1, 6)]


class ContributionForm(forms.Form):
    """One contribution; the phone names it, so that it is written once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Ce que dit la table"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une idée à la fois."),
    )
    is_minority = forms.BooleanField(label=_("La table n’est pas d’accord entre elle sur ce point"), required=False)

    def __init__(self, data: object = None, *, number: int = 0) -> None:
        super().__init__(data, initial={"client_id": uuid4(), "number": number})  # type: ignore[arg-type]  # Django's stubs name a request's mapping only

    @property
    def client(self) -> UUID:
        found: UUID = self.cleaned_data["client_id"]
        return found


class MergeForm(forms.Form):
    """Two contributions that say the same."""

    kept = forms.TypedChoiceField(label=_("Garder"), coerce=int)
    merged = forms.TypedChoiceField(label=_("Y ranger"), coerce=int)

    def __init__(self, data: object = None, *, rows: list[Contribution]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        for name in ("kept", "merged"):
            self.fields[name].choices = [(row.pk, row.text) for row in rows]  # type: ignore[attr-defined]  # a choice field


class ReportForm(forms.Form):
    """What a table reports."""

    text = forms.CharField(
        label=_("Ce que la table rapporte"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    minority = forms.CharField(
        label=_("Ce que certains à la table ne partagent pas"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, data: object = None, *, report: TableReport | None = None) -> None:
        initial = {"text": report.text, "minority": report.minority} if report else None
        # On the page of the table another form has a text: each label must lead to its own.
        super().__init__(data, initial=initial, auto_id="rapport_%s")  # type: ignore[arg-type]  # Django's stubs name a request's mapping only


class EvaluationForm(forms.Form):
    """What a participant says of the seminar."""

    useful = forms.ChoiceField(
        label=_("Ce séminaire a été utile"), choices=SCALE, widget=forms.RadioSelect,
        help_text=_("De 1, pas du tout, à 5, tout à fait."),
    )  # fmt: skip
    heard = forms.ChoiceField(label=_("J’ai pu dire ce que j’avais à dire"), choices=SCALE, widget=forms.RadioSelect)
    met = forms.ChoiceField(
        label=_("J’ai rencontré des personnes que je ne croise pas"), choices=SCALE, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Ce qui manquait"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    @property
    def marks(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in ("useful", "heard", "met")}


class RoundForm(forms.Form):
    """How long a round is open."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=720)
