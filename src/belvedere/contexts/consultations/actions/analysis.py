"""Contributions classed: themes proposed then written, readings by one or two people, disagreements settled."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from rules import has_perm

from belvedere.contexts.consultations.actions.locking import journal, locked_consultation
from belvedere.contexts.consultations.events import report as events
from belvedere.contexts.consultations.models import Consultation, Contribution, GroupedProposal, Reading, Theme
from belvedere.contexts.consultations.queries.analysis import proposed_themes
from belvedere.contexts.consultations.queries.register import counted_contributions
from belvedere.contexts.consultations.refusals import SayWhy
from belvedere.contexts.consultations.refusals.register import NoContributionThere, ThemeInUse
from belvedere.contexts.consultations.states import ConsultationState
from belvedere.contexts.consultations.states.register import Stance
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState

Choices = Mapping[int, Theme | None]
_LONGEST_WORDS = 300


@transaction.atomic
def propose_themes(*, consultation: Consultation, by: Role, now: datetime) -> int:
    """Propose themes from the words; proposals that nobody took up are replaced, what people wrote stays."""
    locked = _being_read(consultation, by)
    Theme.objects.filter(consultation=locked, is_proposed=True, classed=None, proposals=None).delete()
    rows = list(counted_contributions(locked).order_by("number"))
    found = proposed_themes(rows)
    first = _next_theme(locked)
    made = Theme.objects.bulk_create(
        Theme(
            consultation=locked,
            number=first + place,
            name=theme.name.capitalize(),
            words=", ".join(" ".join(term) for term in theme.ties)[:_LONGEST_WORDS],
            is_proposed=True,
        )
        for place, theme in enumerate(found.themes)
    )
    for row, placing in zip(rows, found.placings, strict=True):
        row.proposed_theme = None if placing.theme is None else made[placing.theme]
        row.proposed_because = ", ".join(placing.because)[:_LONGEST_WORDS]
    Contribution.objects.bulk_update(rows, ["proposed_theme", "proposed_because"], batch_size=500)
    journal(locked, events.THEMES_PROPOSED, by=by, now=now, payload={"count": len(made)})
    return len(made)


@transaction.atomic
def write_theme(
    *,
    consultation: Consultation,
    theme: Theme | None,
    name: str,
    by: Role,
    now: datetime,
    said: str = "",
    minority: str = "",
) -> Theme:
    """Add a theme or write it again: its name, what was said, what few said."""
    locked = _being_read(consultation, by)
    if not name.strip():
        raise SayWhy
    row = theme if theme is not None else Theme(consultation=locked, number=_next_theme(locked))
    row.name, row.said, row.minority, row.is_proposed = name.strip(), said.strip(), minority.strip(), False
    row.save()
    journal(locked, events.THEME_WRITTEN, by=by, now=now, payload={"number": row.number})
    return row


@transaction.atomic
def merge_themes(*, theme: Theme, into: Theme, by: Role, now: datetime) -> None:
    """Put in one theme what another holds; the other one is gone."""
    locked = _being_read(into.consultation, by)
    if theme.pk == into.pk or theme.consultation_id != into.consultation_id:
        raise ThemeInUse
    Contribution.objects.filter(theme=theme).update(theme=into)
    Contribution.objects.filter(proposed_theme=theme).update(proposed_theme=into)
    Reading.objects.filter(theme=theme).update(theme=into)
    GroupedProposal.objects.filter(theme=theme).update(theme=into)
    number = theme.number
    Theme.objects.filter(pk=theme.pk).delete()
    _settle_agreed(locked)
    journal(locked, events.THEMES_MERGED, by=by, now=now, payload={"number": number, "into": into.number})


@transaction.atomic
def class_contributions(*, consultation: Consultation, choices: Choices, by: Role, now: datetime) -> int:
    """Say that contributions were read, and in which theme each goes; two readers who differ leave it to be settled."""
    locked = _being_read(consultation, by)
    rows = list(counted_contributions(locked).filter(number__in=choices).prefetch_related("readings"))
    readings = [Reading(contribution=row, reader=by, theme=choices[row.number], at=now) for row in rows]
    Reading.objects.bulk_create(
        readings, update_conflicts=True, unique_fields=["contribution", "reader"], update_fields=["theme", "at"]
    )
    for row in rows:
        others = {reading.theme_id for reading in row.readings.all() if reading.reader_id != by.pk}
        chosen = choices[row.number]
        row.is_classed = others <= {chosen.pk if chosen is not None else None}
        row.theme = chosen if row.is_classed else None
    Contribution.objects.bulk_update(rows, ["is_classed", "theme"])
    Theme.objects.filter(pk__in=[theme.pk for theme in choices.values() if theme is not None]).update(is_proposed=False)
    journal(locked, events.CLASSED, by=by, now=now, payload={"count": len(rows)})
    return len(rows)


@transaction.atomic
def settle_readings(*, consultation: Consultation, choices: Choices, by: Role, now: datetime) -> int:
    """Decide where contributions go on which readers differ; their readings stay, for the measure of agreement."""
    locked = _being_read(consultation, by)
    rows = list(counted_contributions(locked).filter(number__in=choices))
    for row in rows:
        row.theme, row.is_classed = choices[row.number], True
    Contribution.objects.bulk_update(rows, ["is_classed", "theme"])
    journal(locked, events.SETTLED, by=by, now=now, payload={"count": len(rows)})
    return len(rows)


@transaction.atomic
def group_proposal(
    *, consultation: Consultation, theme: Theme, text: str, numbers: Sequence[int], by: Role, now: datetime
) -> GroupedProposal:
    """Write what several contributions ask, so that it is answered once, and each of them knows."""
    locked = _being_read(consultation, by)
    rows = list(counted_contributions(locked).filter(number__in=numbers))
    if not text.strip() or not rows:
        raise NoContributionThere
    last = GroupedProposal.objects.filter(consultation=locked).aggregate(last=Max("number"))["last"] or 0
    made = GroupedProposal.objects.create(consultation=locked, theme=theme, number=last + 1, text=text.strip())
    made.contributions.set(rows)
    payload: dict[str, Value] = {"number": made.number, "count": len(rows)}
    journal(locked, events.PROPOSAL_GROUPED, by=by, now=now, payload=payload)
    return made


@transaction.atomic
def answer_proposal(
    *, proposal: GroupedProposal, stance: Stance, reason: str, change: str, by: Role, now: datetime
) -> GroupedProposal:
    """Answer a grouped proposal, with the reason and what changes."""
    locked = _being_read(proposal.consultation, by)
    if not reason.strip():
        raise SayWhy
    proposal.stance, proposal.reason, proposal.change = stance.value, reason.strip(), change.strip()
    proposal.answered_at = now
    proposal.save(update_fields=["stance", "reason", "change", "answered_at"])
    payload: dict[str, Value] = {"number": proposal.number, "stance": proposal.stance}
    journal(locked, events.PROPOSAL_ANSWERED, by=by, now=now, payload=payload)
    return proposal


def _being_read(consultation: Consultation, by: Role) -> Consultation:
    """Take the lock; contributions are read from the opening until the report."""
    locked = locked_consultation(consultation.pk)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    if locked.state not in {ConsultationState.OPEN, ConsultationState.CLOSED}:
        raise NotInThisState
    return locked


def _next_theme(consultation: Consultation) -> int:
    return (Theme.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0) + 1


def _settle_agreed(consultation: Consultation) -> None:
    """After a merger, readers who differed may say the same."""
    rows = list(counted_contributions(consultation).filter(is_classed=False).prefetch_related("readings"))
    agreed = []
    for row in rows:
        themes = {reading.theme_id for reading in row.readings.all()}
        if len(themes) == 1:
            row.theme_id, row.is_classed = themes.pop(), True
            agreed.append(row)
    Contribution.objects.bulk_update(agreed, ["is_classed", "theme"])
