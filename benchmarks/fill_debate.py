"""The part of ``benchmarks.debate`` that runs inside the site: opens an empty debate; brings its files in elsewhere.

``python -m benchmarks.fill_debate open COMMENTS.csv [VOTES.csv]`` prints the slug and the numbers of the statements;
``python -m benchmarks.fill_debate compare SLUG`` draws the map, brings the exported files into another debate, draws
its map, and prints whether both maps and both exports are the same. ``imprint``, ``stuff`` and ``clean`` serve
``benchmarks.ballot_stuffing``.
"""

import hashlib
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any  # what is printed is JSON
from uuid import uuid4

import django

NO_VOTES = b"timestamp,comment-id,voter-id,vote\n"
EXPORTED = ("votes.csv", "comments.csv", "participants-votes.csv")


def _debate(title: str, comments: bytes, votes: bytes) -> Any:  # noqa: ANN401 -- a row, whose class is known after setup()
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.consultations.actions import debate, mandate, phases  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.actions.moving import import_polis  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.states import ToolKind  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.states.debate import Moderation  # noqa: PLC0415 -- the same
    from belvedere.platform.accounts.models import Role  # noqa: PLC0415 -- the same

    now = timezone.now()
    by = Role.objects.filter(kind="agent", body__kind="metropole").select_related("body__territory").first()
    if by is None:
        raise LookupError("the demonstration has no agent")
    asked = mandate.Mandate(title=title, question="Une question ?")
    found = mandate.draft_consultation(body=by.body, mandate=asked, by=by, now=now)
    dates = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=30)}
    phase = phases.plan_phase(consultation=found, tool=ToolKind.DEBATE, title="Débat", **dates, by=by, now=now)
    made = debate.set_debate(phase=phase, moderation=Moderation.AFTER, takes_statements=False, by=by, now=now)
    import_polis(debate=made, comments=comments, votes=votes, by=by, now=now)
    return made


def opened(path: str, votes: str = "") -> dict[str, object]:
    """Open a debate with the statements of a file and its votes, if any, whatever the law asks: it is a measure."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.consultations.models import Consultation, Statement  # noqa: PLC0415 -- the same

    made = _debate("Débat rejoué", Path(path).read_bytes(), Path(votes).read_bytes() if votes else NO_VOTES)
    now = timezone.now()
    facts = {"state": "ouverte", "announced_at": now, "opened_at": now, "answer_on": now.date() + timedelta(days=90)}
    Consultation.objects.filter(pk=made.phase.consultation_id).update(**facts)
    shown = Statement.objects.filter(debate=made).exclude(state="ecarte").order_by("number")
    return {"slug": made.phase.consultation.slug, "statements": list(shown.values_list("number", flat=True))}


def compared(slug: str) -> dict[str, object]:
    """Draw the map, bring the exported files in elsewhere, draw that map, compare."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.consultations.actions.mapping import draw_map  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.models import DebateMap  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.debates import debate_of, figures_of  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.polis import polis_file  # noqa: PLC0415 -- the same

    played, now = debate_of(slug), timezone.now()
    if played is None:
        raise LookupError(slug)
    began = time.perf_counter()
    step = draw_map(debate=played, now=now).result
    incremental = time.perf_counter() - began
    DebateMap.objects.filter(debate=played).delete()
    began = time.perf_counter()
    whole = draw_map(debate=played, now=now).result
    full = time.perf_counter() - began
    files = {name: polis_file(played, name, now=now) for name in EXPORTED}
    began = time.perf_counter()
    elsewhere = _debate("Débat repris", files["comments.csv"].encode(), files["votes.csv"].encode())
    imported = time.perf_counter() - began
    elsewhere.refresh_from_db()
    drawn = draw_map(debate=elsewhere, now=now).result
    again = {name: polis_file(elsewhere, name, now=now) for name in EXPORTED}
    figures = figures_of(played)
    return {
        "participants": figures.participants,
        "votes": figures.votes,
        "refused": {kind.value: count for kind, count in figures.refused.items()},
        "mapped": whole["mapped"],
        "clarity": whole["clarity"],
        "groups": [group["size"] for group in whole["groups"]],
        "incremental map is the full one": step == whole,
        "same map once imported": drawn == whole,
        "export read back identically": again == files,
        "seconds to draw, from the last map": round(incremental, 2),
        "seconds to draw, from all votes": round(full, 2),
        "seconds to import": round(imported, 2),
    }


def imprint(slug: str) -> dict[str, object]:
    """Return the imprint of the map drawn from all votes, and of the files that leave."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.consultations.actions.mapping import draw_map  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.debates import debate_of  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.polis import polis_file  # noqa: PLC0415 -- the same

    found, now = debate_of(slug), timezone.now()
    drawn = draw_map(debate=found, now=now).result
    text = json.dumps([drawn, *(polis_file(found, name, now=now) for name in EXPORTED)], sort_keys=True)
    return {"imprint": hashlib.sha256(text.encode()).hexdigest()}


def cleaned(slug: str) -> dict[str, object]:
    """Show what the statistics say after a crowd; remove what the desk points out, as an agent does; draw again."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.consultations.actions.crowds import remove_participations  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.models import Participant  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.crowds import suspicions_in  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.debates import debate_of, figures_of  # noqa: PLC0415 -- the same
    from belvedere.platform.accounts.models import Role  # noqa: PLC0415 -- the same

    found, now = debate_of(slug), timezone.now()
    by = Role.objects.filter(kind="agent", body__kind="metropole").select_related("body__territory").get()
    came = Participant.objects.filter(debate=found).exclude(network="").count()
    figures, removed = figures_of(found), []
    while suspected := suspicions_in(found, now=now):
        one = suspected[0]
        remove_participations(debate=found, suspicion=one, reason="Une même adresse", by=by, now=now)
        removed.append({"ground": one.ground.value, "participations": len(one.numbers), "votes": one.votes})
    left = Participant.objects.filter(debate=found, removal__isnull=True).exclude(network="").count()
    return {
        "shown as refused": {kind.value: count for kind, count in figures.refused.items()},
        "participations of the crowd": came,
        "removed": removed,
        "left of the crowd": left,
        **imprint(slug),
    }


def stuffed(slug: str, votes: str) -> dict[str, object]:
    """Cast votes by the action alone, spread over one minute of the clock, an hour from now, from one address.

    One in three is of one browser, one is the same request sent again, one is of a newcomer.
    """
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.consultations.actions.participation import cast_vote  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.queries.debates import debate_of, shown_statements  # noqa: PLC0415 -- the same
    from belvedere.contexts.consultations.states.debate import Answer  # noqa: PLC0415 -- the same
    from belvedere.platform.limits.refusals import TooManyAttempts  # noqa: PLC0415 -- the same

    found, begins = debate_of(slug), timezone.now() + timedelta(hours=1)
    numbers = list(shown_statements(found).values_list("number", flat=True))
    browser, replayed, refused, count = uuid4(), uuid4(), 0, int(votes)
    began = time.perf_counter()
    for one in range(count):
        key, number = [(browser, numbers[one % len(numbers)]), (replayed, numbers[0]), (uuid4(), numbers[0])][one % 3]
        now = begins + timedelta(seconds=60 * one / count)
        try:
            cast_vote(debate=found, key=key, number=number, answer=Answer.AGREE, client="192.0.2.2", now=now)
        except TooManyAttempts:
            refused += 1
    return {"cast by the action": count, "refused": refused, "seconds": round(time.perf_counter() - began, 1)}


VERBS: dict[str, Callable[..., dict[str, object]]] = {
    "open": opened,
    "compare": compared,
    "imprint": imprint,
    "clean": cleaned,
    "stuff": stuffed,
}


def main(verb: str, *arguments: str) -> None:
    """Run a verb in the scope of the territory."""
    from django_scopes import scope  # noqa: PLC0415 -- after setup()

    from belvedere.platform.territory.queries import current_territory  # noqa: PLC0415 -- the same

    with scope(territory=current_territory()):
        print(json.dumps(VERBS[verb](*arguments)))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
