"""A consultation of the demonstration, open today, with its debate: invented, and marked as such."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any  # a parsed file
from zlib import crc32

from belvedere.contexts.consultations.actions import debate as debates
from belvedere.contexts.consultations.actions import life, mandate, phases
from belvedere.contexts.consultations.actions.mandate import Mandate
from belvedere.contexts.consultations.actions.mapping import draw_map
from belvedere.contexts.consultations.actions.moving import import_polis
from belvedere.contexts.consultations.demo import square
from belvedere.contexts.consultations.demo.asking import again, ask_in_the_calendar
from belvedere.contexts.consultations.models import Consultation, Debate
from belvedere.contexts.consultations.queries.tallies import milliseconds
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.debate import Moderation
from belvedere.contexts.strategy.states import Public
from belvedere.engines.opinions.writing import table_csv
from belvedere.platform.accounts.demo import METROPOLE
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Commune, Competence
from belvedere.platform.territory.queries import body_by_slug

_FILE = Path(__file__).parent.parent / "data" / "demo_debate.toml"
COMPETENCE = "voirie"
PEOPLE, IN_THE_DARK, UNANSWERED, PASSED = 90, 55, 8, 6  # people, then percentages
DRAFTED, ANNOUNCED, OPENED, CLOSES, ANSWERED = -60, -55, -12, 30, 75  # days from today


@dataclass(frozen=True)
class Frame:
    """What each step of the demonstration needs."""

    written: dict[str, Any]
    demo: Demo
    agent: Role
    communes: list[Commune]


def load(*, demo: Demo) -> None:
    body = body_by_slug(METROPOLE)
    agent = roles_of_body(body=body, on=demo.today).filter(kind=RoleKind.AGENT).first() if body is not None else None
    if agent is None:
        return
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    communes = list(Commune.objects.filter(slug__in=written["communes"]).order_by("slug"))
    frame = Frame(written, demo, agent, communes)
    found = _announced(frame)
    life.open_consultation(consultation=found, by=agent, now=demo.at(OPENED))
    draw_map(debate=Debate.objects.select_related("phase__consultation").get(), now=demo.dawn)
    square.load(demo=demo, agent=agent)


def _announced(frame: Frame) -> Consultation:
    demo, agent, written = frame.demo, frame.agent, frame.written
    names = ("title", "question", "summary", "open_words", "decided_words", "decider", "level", "terms", "information")
    asked = Mandate(
        **{name: written[name] for name in names},
        answer_on=demo.at(ANSWERED).date(),
        communes=tuple(frame.communes),
        competence=Competence.objects.filter(code=COMPETENCE).first(),
    )
    found = mandate.draft_consultation(body=agent.body, mandate=asked, by=agent, now=demo.at(DRAFTED))
    phase = phases.plan_phase(
        consultation=found,
        tool=ToolKind.DEBATE,
        title=written["phase"],
        about=written["about"],
        starts_at=demo.at(OPENED, hour=8),
        ends_at=demo.at(CLOSES, hour=20),
        by=agent,
        now=demo.at(DRAFTED),
    )
    ask_in_the_calendar(
        found.slug,
        communes=frame.communes,
        publics=frozenset({Public.ADULTS, Public.YOUNG}),
        minutes=8,
        subject="eclairage-de-nuit",
        known_already="Les consommations et les plaintes des deux dernières années sont dans le dossier.",
        by=frame.agent,
        now=frame.demo.at(DRAFTED),
    )
    debate = debates.set_debate(
        phase=phase, moderation=Moderation.BEFORE, takes_statements=True, by=agent, now=demo.at(DRAFTED)
    )
    import_polis(debate=debate, comments=_comments(frame), votes=_votes(frame), by=agent, now=demo.at(DRAFTED))
    return life.announce_consultation(consultation=again(found.slug), by=agent, now=demo.at(ANNOUNCED))


def _comments(frame: Frame) -> bytes:
    stamp = milliseconds(frame.demo.at(DRAFTED))
    rows = (
        (stamp, number, 0, 1, "true", one["text"]) for number, one in enumerate(frame.written["statements"], start=1)
    )
    header = ("timestamp", "comment-id", "author-id", "moderated", "is-seed", "comment-body")
    return table_csv(header, rows).encode()


def _votes(frame: Frame) -> bytes:
    return table_csv(("timestamp", "comment-id", "voter-id", "vote"), _cast(frame)).encode()


def _cast(frame: Frame) -> Iterator[tuple[int, int, int, int]]:
    """Deal answers that lean one way or the other, the same each time; some pass, some do not answer."""
    for person in range(1, PEOPLE + 1):
        side = "dark" if _lot(person, 0) < IN_THE_DARK else "lit"
        came_at = frame.demo.at(OPENED) + timedelta(hours=1 + person * 2.9)
        for number, one in enumerate(frame.written["statements"], start=1):
            stamp = milliseconds(came_at + timedelta(seconds=9 * number))
            if _lot(-person, number) >= UNANSWERED:
                value = 0 if _lot(person, -number) < PASSED else 1 if _lot(person, number) < one[side] else -1
                yield stamp, number, person, value


def _lot(person: int, number: int) -> int:
    return crc32(f"{person}:{number}".encode()) % 100
