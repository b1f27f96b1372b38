"""Bringing in a debate that was held elsewhere, from its export files."""

from datetime import datetime

import numpy as np
from django.db import transaction

from belvedere.contexts.consultations.actions.debate import locked_debate
from belvedere.contexts.consultations.actions.locking import journal
from belvedere.contexts.consultations.events import debate as events
from belvedere.contexts.consultations.models import Debate, Participant, Statement, Vote
from belvedere.contexts.consultations.queries.tallies import moment_of
from belvedere.contexts.consultations.refusals import FilesRefused, NotEmpty
from belvedere.contexts.consultations.states.debate import Moderation as ModeratedWhen
from belvedere.contexts.consultations.states.debate import StatementState
from belvedere.contexts.consultations.words import fault_words
from belvedere.engines.opinions.faults import BadInput
from belvedere.engines.opinions.reading import check_together, read_statements, read_votes
from belvedere.engines.opinions.votes import Moderation, Tally
from belvedere.engines.opinions.votes import Statement as Sentence
from belvedere.platform.accounts.models import Role

_STATES = {
    Moderation.NOT_JUDGED: StatementState.WAITING,
    Moderation.ACCEPTED: StatementState.SHOWN,
    Moderation.REMOVED: StatementState.REJECTED,
}
BATCH = 5000
ELSEWHERE = "Écarté avant la reprise du débat"


@transaction.atomic
def import_polis(*, debate: Debate, comments: bytes, votes: bytes, by: Role, now: datetime) -> Debate:
    """Fill an empty debate from comments.csv and votes.csv (or participants-votes.csv) of a Polis export."""
    locked = locked_debate(debate.pk, by)
    if Statement.objects.filter(debate=locked).exists() or Participant.objects.filter(debate=locked).exists():
        raise NotEmpty
    try:
        sentences, log = read_statements(comments), read_votes(votes)
        check_together(sentences, log, votes)
    except BadInput as error:
        raise FilesRefused(fault_words(error.faults)) from error
    tally = Tally.of(log)
    people = _people(locked, sentences, tally)
    written = _statements(locked, sentences, people)
    _votes(locked, tally, people, written)
    locked.participants_numbered = max(people, default=0)
    locked.statements_numbered = max(written, default=0)
    locked.changed_at = now
    if any(one.moderation is Moderation.NOT_JUDGED for one in sentences):
        locked.moderation = ModeratedWhen.AFTER.value  # they were shown there without being read
    locked.save()
    payload = {"statements": len(written), "participants": len(tally.voters), "votes": len(tally)}
    journal(locked.phase.consultation, events.IMPORTED, by=by, now=now, payload=payload)
    return locked


def _people(debate: Debate, sentences: tuple[Sentence, ...], tally: Tally) -> dict[int, int]:
    authors = np.array([one.author for one in sentences if not one.is_seed and one.author], dtype=np.int64)
    numbers = np.union1d(tally.voters, authors).tolist()
    Participant.objects.bulk_create(
        [Participant(debate=debate, number=number, key=None) for number in numbers], batch_size=BATCH
    )
    return dict(Participant.objects.filter(debate=debate).values_list("number", "pk"))


def _statements(debate: Debate, sentences: tuple[Sentence, ...], people: dict[int, int]) -> dict[int, int]:
    rows = [
        Statement(
            debate=debate,
            number=one.id,
            text=one.text,
            author_id=people.get(one.author),
            is_seed=one.is_seed,
            is_meta=one.is_meta,
            state=_STATES[one.moderation].value,
            reason=ELSEWHERE if one.moderation is Moderation.REMOVED else "",
            created_at=moment_of(one.written_at),
        )
        for one in sentences
    ]
    Statement.objects.bulk_create(rows, batch_size=BATCH)
    return dict(Statement.objects.filter(debate=debate).values_list("number", "pk"))


def _votes(debate: Debate, tally: Tally, people: dict[int, int], written: dict[int, int]) -> None:
    columns = (tally.times.tolist(), tally.statements.tolist(), tally.participants.tolist(), tally.values.tolist())
    rows = (
        Vote(debate=debate, participant_id=people[who], statement_id=written[one], value=value, at=moment_of(stamp))
        for stamp, one, who, value in zip(*columns, strict=True)
    )
    Vote.objects.bulk_create(rows, batch_size=BATCH)
