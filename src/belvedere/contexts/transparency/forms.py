"""The filters of the public register."""

from django import forms
from django.utils.translation import gettext_lazy as _

ORIGINS = [
    ("", _("Tous les actes")),
    ("referrals", _("Saisines")),
    ("observatory", _("Examens")),
    ("panels", _("Avis des panels")),
    ("answers", _("Réponses")),
    ("actionplan", _("Actions")),
]


class RegisterFilter(forms.Form):
    """Which acts to show."""

    matter = forms.CharField(
        label=_("Numéro de dossier"), max_length=64, required=False, help_text=_("Par exemple S-2026-0001.")
    )
    origin = forms.ChoiceField(label=_("Type d’acte"), choices=ORIGINS, required=False)

    def clean_matter(self) -> str:
        matter: str = self.cleaned_data["matter"]
        return matter.strip().upper()
