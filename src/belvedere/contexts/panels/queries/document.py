"""Reads of one document of a session."""

from belvedere.contexts.panels.models import Panel, Session, SessionDocument
from belvedere.contexts.panels.states.panel import SessionState


def document_of(session: Session, key: int) -> SessionDocument | None:
    return SessionDocument.objects.filter(session=session, pk=key).first()


def document_of_panel(panel: Panel, key: int) -> SessionDocument | None:
    """Return a document given to the members of a panel."""
    found = SessionDocument.objects.filter(session__panel=panel, pk=key)
    return found.exclude(session__state=SessionState.CANCELLED.value).first()


def public_document_of(panel: Panel, key: int) -> SessionDocument | None:
    """Return a document that anyone may read."""
    found = document_of_panel(panel, key)
    return found if found is not None and found.is_public else None
