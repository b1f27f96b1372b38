"""What an officer types to tell another site."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from belvedere.platform.outgoing import NotAPublicAddress, checked_url


class WebhookForm(forms.Form):
    """An address, and perhaps one file."""

    url = forms.CharField(
        label=_("Adresse du site à prévenir"),
        help_text=_("Une adresse publique en https, qui reçoit du JSON."),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    matter = forms.RegexField(
        r"^[A-Z]-\d{4}-\d{4,}$",
        label=_("Un seul dossier"),
        help_text=_("Le numéro d’une saisine ou d’un examen, comme S-2026-0012. Vide\u00a0: tout le registre public."),
        required=False,
        max_length=64,
        error_messages={"invalid": _("Écrivez un numéro comme S-2026-0012, ou rien.")},
    )

    def clean_url(self) -> str:
        try:
            return checked_url(self.cleaned_data["url"].strip())
        except NotAPublicAddress as refusal:
            raise ValidationError(f"{refusal.message} {refusal.next_step}") from None
