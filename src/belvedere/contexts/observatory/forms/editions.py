"""What is typed to bring figures: a file, or an address to read again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A file of figures."""

    file = forms.FileField(
        label=_("Fichier CSV, XLSX ou Data Package"),
        help_text=_(
            "Colonnes : territoire, periode, valeur ; et si besoin ventilation, statut, confidentialite, marge, note."
        ),
    )


class FeedForm(forms.Form):
    """An address to read again."""

    url = forms.URLField(label=_("Adresse du fichier"), assume_scheme="https", max_length=500)
    every_days = forms.IntegerField(label=_("Tous les combien de jours ?"), min_value=1, max_value=366, initial=30)
