"""What a moderator types: a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals.states.moderation import HiddenReason
from belvedere.contexts.referrals.words import HIDDEN_LABELS


class HideForm(forms.Form):
    """Why something is hidden."""

    reason = forms.ChoiceField(
        label=_("Motif"),
        choices=[("", _("Choisir")), *((reason.value, label) for reason, label in HIDDEN_LABELS.items())],
    )

    def clean_reason(self) -> HiddenReason:
        return HiddenReason(self.cleaned_data["reason"])
