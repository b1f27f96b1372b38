"""Reads of the panels: avis and their recommendations."""

from django.db.models import QuerySet

from belvedere.contexts.panels.models import Opinion


def opinions() -> QuerySet[Opinion]:
    """Return every avis with what its readers need: one statement."""
    return Opinion.objects.select_related("examen__policy", "body", "territory")


def opinion_by_reference(reference: str) -> Opinion:
    """Return an avis; raises ``Opinion.DoesNotExist``."""
    return opinions().get(reference=reference)
