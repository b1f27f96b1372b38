"""What a supporter types to be known more surely."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from belvedere.platform.sms.numbers import mobile_number
from belvedere.platform.sms.refusals import NotAMobile

_CODE = re.compile(r"\d{6}")


class PhoneForm(forms.Form):
    """A mobile telephone."""

    phone = forms.CharField(
        label=_("Votre téléphone mobile"),
        help_text=_("Il commence par 06 ou 07. Il n’est pas gardé : une empreinte empêche qu’il serve deux fois."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        try:
            return mobile_number(self.cleaned_data["phone"])
        except NotAMobile as refusal:
            raise ValidationError(f"{refusal.message} {refusal.next_step}") from None


class CodeForm(forms.Form):
    """The six digits of the message."""

    code = forms.CharField(
        label=_("Le code à six chiffres"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split())
        if not _CODE.fullmatch(digits):
            raise ValidationError(_("Le code a six chiffres."))
        return digits
