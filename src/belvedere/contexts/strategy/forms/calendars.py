"""What is typed to bring the calendar of a body: a file, or the address where it is read again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.platform.exchange.calendars import MOST_BYTES
from belvedere.platform.outgoing import NotAPublicAddress, checked_url


class AddressForm(forms.Form):
    """Where a calendar is read again."""

    url = forms.URLField(
        label=_("Adresse du calendrier (.ics)"),
        assume_scheme="https",
        max_length=500,
        help_text=_("Celle que votre agenda donne pour s’abonner. Elle n’est pas publiée."),
    )

    def clean_url(self) -> str:
        """Return an address that may be read."""
        try:
            return checked_url(self.cleaned_data["url"])
        except NotAPublicAddress as refused:
            raise forms.ValidationError(str(refused.message)) from None


class CalendarForm(forms.Form):
    """A calendar's file."""

    file = forms.FileField(
        label=_("Fichier iCalendar (.ics)"),
        help_text=_("Deux mégaoctets au plus. Le même fichier, importé de nouveau, ne double rien."),
    )

    def clean_file(self) -> bytes:
        """Return the bytes of a file that is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse deux mégaoctets."))
        content: bytes = file.read()
        return content
