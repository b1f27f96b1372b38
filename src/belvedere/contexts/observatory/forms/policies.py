"""What is typed about a policy: a line of its budget, an evaluation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.states.policies import BudgetSheet, EvaluationSheet

FIRST_YEAR, LAST_YEAR = 1982, 2100
LONGEST_TEXT = 4000
SOURCE_HELP = _("Le document et sa page : chacun doit pouvoir vérifier.")


class BudgetLineForm(forms.Form):
    """What was planned and spent under a line, in a year."""

    year = forms.IntegerField(label=_("Année"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    label = forms.CharField(label=_("Ligne"), max_length=200)
    planned_euros = forms.DecimalField(
        label=_("Prévu, en euros"), required=False, max_digits=14, decimal_places=2, localize=True
    )
    spent_euros = forms.DecimalField(
        label=_("Dépensé, en euros"),
        required=False,
        max_digits=14,
        decimal_places=2,
        localize=True,
        help_text=_("Vide : inconnu, ce qui n’est pas zéro."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE_HELP)

    @property
    def sheet(self) -> BudgetSheet:
        return BudgetSheet(**self.cleaned_data)


class EvaluationForm(forms.Form):
    """What somebody found when they evaluated the policy."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    author = forms.CharField(label=_("Qui a évalué"), max_length=200)
    published_on = forms.DateField(label=_("Publiée le"), widget=forms.DateInput(attrs={"type": "date"}))
    method = forms.CharField(label=_("Comment"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    conclusion = forms.CharField(
        label=_("Ce qu’elle conclut"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )
    url = forms.URLField(label=_("Adresse du document"), required=False, assume_scheme="https")
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE_HELP)

    @property
    def sheet(self) -> EvaluationSheet:
        return EvaluationSheet(**self.cleaned_data)
