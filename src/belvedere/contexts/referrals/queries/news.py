"""What the mails of news say besides an act's sentence: the action that it is about."""

from django.conf import settings
from django.urls import reverse

from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries import actions
from belvedere.platform.journal.models import Event

OF_ACTIONS = "actionplan."


def action_of(event: Event) -> Action | None:
    """Return the action that an event is about, or nothing where it is about something else."""
    if not event.kind.startswith(OF_ACTIONS):
        return None
    return actions().filter(reference=event.subject_id).first()


def words_of_action(action: Action | None) -> dict[str, object]:
    """Return what a mail says of an action, and where it is."""
    if action is None:
        return {}
    path = reverse("actionplan:action", args=[action.reference])
    return {"action": action, "action_link": settings.PUBLIC_URL + path}
