"""Background work of the consultations: thin wrappers of actions."""

from datetime import datetime

from django_tasks import task

from belvedere.contexts.consultations.actions import address, life, meetings, report, retention
from belvedere.contexts.consultations.models import Debate
from belvedere.contexts.consultations.queries.addresses import debates_past
from belvedere.contexts.consultations.queries.debates import debates_to_draw
from belvedere.contexts.consultations.queries.retention import consultations_with_contacts_due, meetings_with_needs_due
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.tasks.schedule import every

MINUTE, DAY = 60, 86_400


@every(seconds=5 * MINUTE, name="consultations.follow_dates")
def follow_dates(now: datetime) -> None:
    """Open and close what was announced, on its day."""
    life.follow_dates(now=now)


@every(seconds=MINUTE, name="consultations.draw_maps")
def draw_maps(now: datetime) -> None:
    """Ask for the maps of the debates where something happened since the last one: one batch of votes, one map."""
    for debate in debates_to_draw(now):
        draw_map.enqueue(debate.pk)


@lasts_at_most(seconds=900)
@task()
def draw_map(debate_id: int) -> None:
    """Draw the map of a debate; done twice, the second one changes nothing."""
    from belvedere.contexts.consultations.actions import mapping  # noqa: PLC0415 -- arrays take a while to load: only who needs them waits

    debate = Debate.objects.select_related("phase__consultation").filter(pk=debate_id).first()
    if debate is not None:
        mapping.draw_map(debate=debate, now=job_time())


@task()
def tell_participants(reference: str, after: str = "") -> None:
    """Post a batch of accounts, then ask for the next one; done twice, nobody is told twice."""
    following = report.tell_participants(reference=reference, after=after, now=job_time())
    if following:
        tell_participants.enqueue(reference, following)


@every(seconds=DAY, name="consultations.forget")
def forget(now: datetime) -> None:
    """Destroy what tells networks apart, then addresses, needs and registrations, once their time has passed."""
    for debate in debates_past("debate_network_days", now):
        address.destroy_salt(debate=debate)
    for debate in debates_past("debate_address_days", now):
        address.forget_addresses_of(debate=debate)
    for consultation in consultations_with_contacts_due(now):
        retention.forget_contacts(consultation=consultation, now=now)
    for meeting in meetings_with_needs_due(now):
        retention.forget_needs(meeting=meeting)


@every(seconds=60 * MINUTE, name="consultations.remind_registered")
def remind_registered(now: datetime) -> None:
    """Remind who registered for a meeting that it comes."""
    meetings.remind_registered(now=now)
