"""How an officer cuts a panel in cohorts."""

from django import forms
from django.utils.translation import gettext_lazy as _

FEWEST, MOST, LONGEST = 2, 6, 60


class CohortsForm(forms.Form):
    """How many cohorts, and how often one leaves."""

    parts = forms.IntegerField(
        label=_("Nombre de groupes"),
        min_value=FEWEST,
        max_value=MOST,
        initial=3,
        help_text=_("Trois groupes : le panel se renouvelle par tiers."),
    )
    months = forms.IntegerField(
        label=_("Mois entre deux départs"),
        min_value=1,
        max_value=LONGEST,
        initial=12,
        help_text=_("Comptés depuis le début du mandat du panel. Le premier groupe part après ce nombre de mois."),
    )
