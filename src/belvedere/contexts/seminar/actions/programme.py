"""Writing the programme: sequences, their order, the rounds at tables that go with them."""

import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any  # a parsed file

from django.db import transaction
from django.db.models import Max

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import Payload, journal, locked_by
from belvedere.contexts.seminar.models import Round, Seminar, Sequence
from belvedere.contexts.seminar.refusals import RoundHasBegun
from belvedere.contexts.seminar.states import RoundState, SeminarVerb, SequenceKind, Template
from belvedere.platform.accounts.models import Role

_FILE = Path(__file__).parent.parent / "data" / "templates.toml"


@dataclass(frozen=True)
class Moment:
    """A sequence as it is typed."""

    day: int
    kind: SequenceKind
    title: str
    minutes: int
    track: int = 1
    pinned: time | None = None
    objective: str = ""
    method: str = ""
    room: str = ""
    facilitators: str = ""
    materials: str = ""


@dataclass(frozen=True)
class AtTables:
    """What a sequence at tables asks, and of how many tables."""

    question: str
    tables: int
    seats: int


@cache
def _templates() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def write_template(seminar: Seminar, template: Template) -> None:
    """Write the programme of a template in a seminar that has none; within the caller's transaction."""
    rows = [row for row in _templates().get(template.value, []) if row["day"] <= seminar.days]
    for position, row in enumerate(rows, start=1):
        facts = {name: value for name, value in row.items() if name not in {"question", "tables", "seats"}}
        moment = Moment(**{**facts, "kind": SequenceKind(row["kind"])})
        at_tables = AtTables(row["question"], row["tables"], row["seats"]) if "question" in row else None
        _write(Sequence(seminar=seminar, position=position), moment, at_tables)
    _number_rounds(seminar)


def _write(sequence: Sequence, moment: Moment, at_tables: AtTables | None) -> Sequence:
    for name, value in asdict(moment).items():
        setattr(sequence, name, value)
    sequence.save()
    round_ = Round.objects.filter(sequence=sequence).first()
    if at_tables is None or moment.kind != SequenceKind.TABLES:
        if round_ is not None:
            if round_.state != RoundState.PREPARED:
                raise RoundHasBegun
            round_.delete()
        return sequence
    if round_ is None:
        last = Round.objects.filter(seminar=sequence.seminar).aggregate(last=Max("number"))["last"] or 0
        round_ = Round(seminar=sequence.seminar, sequence=sequence, number=last + 1)
    if round_.opened_at is None:
        round_.tables, round_.seats = at_tables.tables, at_tables.seats
    round_.question = at_tables.question.strip()
    round_.save()
    return sequence


def _number_rounds(seminar: Seminar) -> None:
    """Number the rounds in the order of the programme, unless one was opened: its number has been seen."""
    rounds = list(
        Round.objects.filter(seminar=seminar).order_by("sequence__day", "sequence__track", "sequence__position", "pk")
    )
    if any(row.opened_at is not None for row in rounds) or [row.number for row in rounds] == [
        *range(1, len(rounds) + 1)
    ]:
        return
    for shift in (1000, 0):  # numbers are unique: nobody stands in the way of the new ones
        for number, row in enumerate(rounds, start=1):
            row.number = number + shift
        Round.objects.bulk_update(rounds, ["number"])


@transaction.atomic
def write_sequence(
    *,
    seminar: Seminar,
    moment: Moment,
    at_tables: AtTables | None = None,
    sequence_id: int | None = None,
    by: Role,
    now: datetime,
) -> Sequence:
    """Add a sequence at the end of its day and track, or write again the one that is named."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    if sequence_id is None:
        last = Sequence.objects.filter(seminar=locked).aggregate(last=Max("position"))["last"] or 0
        sequence = Sequence(seminar=locked, position=last + 1)
    else:
        sequence = Sequence.objects.get(seminar=locked, pk=sequence_id)
    _write(sequence, moment, at_tables)
    _number_rounds(locked)
    payload: Payload = {"sequence": sequence.pk, "act": "write"}
    journal(locked, events.PROGRAMME_CHANGED, by=by, now=now, payload=payload)
    return sequence


@transaction.atomic
def move_sequence(*, seminar: Seminar, sequence_id: int, is_earlier: bool, by: Role, now: datetime) -> None:
    """Exchange a sequence with the one before it, or after it, in its day and track."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    sequence = Sequence.objects.get(seminar=locked, pk=sequence_id)
    beside = list(Sequence.objects.filter(seminar=locked, day=sequence.day, track=sequence.track).order_by("position"))
    place = [row.pk for row in beside].index(sequence.pk)
    other = place - 1 if is_earlier else place + 1
    if not 0 <= other < len(beside):
        return
    one, two = beside[place], beside[other]
    one.position, two.position = two.position, one.position
    Sequence.objects.bulk_update([one, two], ["position"])
    _number_rounds(locked)
    journal(locked, events.PROGRAMME_CHANGED, by=by, now=now, payload={"sequence": sequence.pk, "act": "move"})


@transaction.atomic
def remove_sequence(*, seminar: Seminar, sequence_id: int, by: Role, now: datetime) -> None:
    """Take a sequence away, unless its round has begun: what was said there stays."""
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    sequence = Sequence.objects.get(seminar=locked, pk=sequence_id)
    if Round.objects.filter(sequence=sequence).exclude(state=RoundState.PREPARED.value).exists():
        raise RoundHasBegun
    sequence.delete()
    _number_rounds(locked)
    journal(locked, events.PROGRAMME_CHANGED, by=by, now=now, payload={"sequence": sequence_id, "act": "remove"})
