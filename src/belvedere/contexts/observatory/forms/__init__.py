"""What is typed in the observatory: the filters of the list of examens."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models import EXAMEN_STATE_LABELS


class ExamenFilterForm(forms.Form):
    """Of which policy, and how far."""

    policy = forms.ChoiceField(label=_("Politique"), required=False)
    state = forms.ChoiceField(
        label=_("Où en est l’examen"),
        required=False,
        choices=[("", _("Tous")), *((state.value, label) for state, label in EXAMEN_STATE_LABELS.items())],
    )

    def __init__(self, data: object, *, policies: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.fields["policy"].choices = [("", _("Toutes")), *policies]  # type: ignore[attr-defined]  # a choice field's

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that make sense; those that do not are ignored, and said on the page."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("policy", "state")}
