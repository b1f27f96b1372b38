"""How one follows a referral: an address, and how often."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals.states import Pace
from belvedere.contexts.referrals.words import PACE_LABELS


class PaceForm(forms.Form):
    """How often the news come."""

    pace = forms.ChoiceField(
        label=_("Recevoir les nouvelles"),
        choices=[(pace.value, label) for pace, label in PACE_LABELS.items()],
        initial=Pace.EACH.value,
        widget=forms.RadioSelect,
    )

    def clean_pace(self) -> Pace:
        return Pace(self.cleaned_data["pace"])


class FollowForm(PaceForm):
    """An address, and how often the news come."""

    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Jamais publiée. Elle ne sert qu’à ces nouvelles."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "pace")
