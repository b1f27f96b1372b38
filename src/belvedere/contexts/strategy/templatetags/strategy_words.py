"""Filters that say the codes of the strategy in words."""

from django import template
from django.utils.functional import Promise

from belvedere.contexts.strategy.states import EventKind, Keeping
from belvedere.contexts.strategy.words import EVENT_LABELS, KEEPING_LABELS

register = template.Library()


@register.filter
def keeping_label(code: str) -> str | Promise:
    """Say what a test said."""
    return KEEPING_LABELS[Keeping(code)]


@register.filter
def event_label(code: str) -> str | Promise:
    """Say what kind of date this is."""
    return EVENT_LABELS[EventKind(code)]
