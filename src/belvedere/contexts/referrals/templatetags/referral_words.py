"""Words of the referrals that templates ask for."""

from django import template

from belvedere.contexts.referrals.states import Effect
from belvedere.contexts.referrals.words import EFFECT_LABELS

register = template.Library()


@register.filter
def effect_label(effect: Effect) -> str:
    """Return the name of an effect."""
    return str(EFFECT_LABELS[Effect(effect)])
