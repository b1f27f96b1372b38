"""What is typed in a deliberation: words, reasons, a choice."""

from collections.abc import Iterable
from typing import Any  # what Django gives a form

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.forms.opinion import TEXT_LENGTH
from belvedere.contexts.panels.models import Panel
from belvedere.contexts.panels.states.panel import Choice

CHOICE_LABELS = {Choice.FOR: _("Pour"), Choice.AGAINST: _("Contre"), Choice.ABSTAIN: _("Je m’abstiens")}


class PanelForm(forms.Form):
    """The panel that will deliberate."""

    panel = forms.ChoiceField(label=_("Le panel qui délibère"))

    def __init__(self, *args: Any, panels: Iterable[Panel], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        choices = [(panel.slug, panel.name) for panel in panels]
        self.fields["panel"].choices = choices  # type: ignore[attr-defined]  # a choice


class ProposalForm(forms.Form):
    """A recommendation that a member proposes."""

    text = forms.CharField(
        label=_("Votre recommandation"),
        max_length=TEXT_LENGTH,
        help_text=_("Une seule idée, que l’on puisse faire et vérifier."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AmendmentForm(forms.Form):
    """Other words for a recommendation."""

    text = forms.CharField(
        label=_("Les mots que vous proposez"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("Laissez vide pour proposer de supprimer la recommandation."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=_("Pourquoi"), required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )


class ChoiceForm(forms.Form):
    """A vote."""

    choice = forms.ChoiceField(
        label=_("Votre vote"),
        choices=[(choice.value, label) for choice, label in CHOICE_LABELS.items()],
        widget=forms.RadioSelect,
    )

    @property
    def made(self) -> Choice:
        """The choice, once valid."""
        return Choice(self.cleaned_data["choice"])


class MinorityForm(forms.Form):
    """Why one disagrees."""

    text = forms.CharField(
        label=_("Votre avis minoritaire"),
        max_length=TEXT_LENGTH,
        help_text=_("Il sera publié à côté de l’avis, avec le nombre de personnes qui le rejoignent, sans nom."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
