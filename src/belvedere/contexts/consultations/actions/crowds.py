"""Removing participations that a crowd of one made, and giving them back: honest votes keep no trace of it."""

from datetime import datetime

from django.db import transaction

from belvedere.contexts.consultations.actions.debate import locked_debate
from belvedere.contexts.consultations.actions.locking import Payload, journal
from belvedere.contexts.consultations.events import debate as events
from belvedere.contexts.consultations.models import Debate, Participant, Removal, Vote
from belvedere.contexts.consultations.queries.crowds import Suspicion, suspicion_again
from belvedere.contexts.consultations.refusals import CrowdChanged, SayWhy
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotInThisState


@transaction.atomic
def remove_participations(*, debate: Debate, suspicion: Suspicion, reason: str, by: Role, now: datetime) -> Removal:
    """Remove the participations that were previewed, if they are still the same ones."""
    locked = locked_debate(debate.pk, by)
    if not reason.strip():
        raise SayWhy
    again = suspicion_again(locked, suspicion.ground, suspicion.mark, now=now)
    if again is None or again.numbers != suspicion.numbers:
        raise CrowdChanged
    concerned = Participant.objects.filter(debate=locked, number__in=again.numbers, removal__isnull=True)
    removal = Removal.objects.create(
        debate=locked,
        ground=again.ground.value,
        reason=reason.strip(),
        participants=len(again.numbers),
        votes=Vote.objects.filter(participant__in=concerned).count(),
        at=now,
        by=by,
    )
    concerned.update(removal=removal)
    Debate.objects.filter(pk=locked.pk).update(changed_at=now)
    payload: Payload = {"ground": removal.ground, "participants": removal.participants, "votes": removal.votes}
    journal(locked.phase.consultation, events.REMOVED, by=by, now=now, payload=payload)
    return removal


@transaction.atomic
def restore_participations(*, removal: Removal, by: Role, now: datetime) -> Removal:
    """Give back what was removed."""
    locked = locked_debate(removal.debate_id, by)
    row = Removal.objects.select_for_update().get(pk=removal.pk)
    if row.undone_at is not None:
        raise NotInThisState
    row.undone_at = now
    row.save(update_fields=["undone_at"])
    Participant.objects.filter(removal=row).update(removal=None)
    Debate.objects.filter(pk=locked.pk).update(changed_at=now)
    payload: Payload = {"ground": row.ground, "participants": row.participants}
    journal(locked.phase.consultation, events.RESTORED, by=by, now=now, payload=payload)
    return row
