"""The lines of a paper sheet as typed, and what each is compared with the supports already there."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from belvedere.contexts.referrals.models import PaperBatch, Referral, Support
from belvedere.contexts.referrals.queries import identity_of
from belvedere.contexts.referrals.states.paper import LineState
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes
from belvedere.platform.territory.words import folded

MOST_LINES = 500
_FEWEST_PARTS = 3


@dataclass(frozen=True)
class SheetLine:
    """One line of a sheet: what was typed is shown to the officer, only its marks are kept."""

    number: int
    text: str
    state: LineState
    commune: Commune | None = None
    identity: str = ""
    resemblance: str = ""


def lines_of(referral: Referral, text: str) -> list[SheetLine]:
    """Read « name ; address ; commune ; e-mail » line by line; the e-mail may be missing."""
    by_name = {folded(commune.name): commune for commune in communes()}
    rows = [row.strip() for row in text.splitlines() if row.strip()][:MOST_LINES]
    return [_line(referral, number, row, by_name) for number, row in enumerate(rows, 1)]


def _line(referral: Referral, number: int, row: str, by_name: dict[str, Commune]) -> SheetLine:
    parts = [part.strip() for part in row.replace("\t", ";").split(";")]
    commune = by_name.get(folded(parts[2])) if len(parts) >= _FEWEST_PARTS else None
    if commune is None or not folded(parts[0]) or not folded(parts[1]):
        return SheetLine(number, row, LineState.UNREADABLE)
    email = parts[3] if len(parts) > _FEWEST_PARTS else ""
    identity = (
        identity_of(referral, email)
        if "@" in email
        else _mark(referral, "paper", f"{_name(parts[0])}|{folded(parts[1])}|{commune.insee}")
    )
    resemblance = _mark(referral, "name", f"{_name(parts[0])}|{commune.insee}")
    return SheetLine(number, row, LineState.NEW, commune, identity, resemblance)


def _name(text: str) -> str:
    """Return a person's name whatever the order of its words."""
    return " ".join(sorted(folded(text).split()))


def _mark(referral: Referral, purpose: str, text: str) -> str:
    key = bytes.fromhex(referral.identity_key)
    return hmac.new(key, f"belvedere-{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()


def compared(referral: Referral, lines: Sequence[SheetLine]) -> list[SheetLine]:
    """Say which lines are new, and which are already there or only resemble: two statements."""
    there = _known(referral, "identity", (line.identity for line in lines))
    near = _known(referral, "resemblance", (line.resemblance for line in lines))
    seen: set[str] = set()
    found = []
    for line in lines:
        found.append(replace(line, state=_state(line, there, near, seen)))
        seen |= {line.identity, line.resemblance}
    return found


def _known(referral: Referral, field: str, marks: Iterable[str]) -> set[str]:
    wanted = {f"{field}__in": [mark for mark in marks if mark]}
    return set(Support.objects.filter(referral=referral, **wanted).values_list(field, flat=True))


def _state(line: SheetLine, there: set[str], near: set[str], seen: set[str]) -> LineState:
    if line.state is LineState.UNREADABLE:
        return LineState.UNREADABLE
    if line.identity in there:
        return LineState.THERE
    if line.identity in seen:
        return LineState.TWICE
    return LineState.RESEMBLES if line.resemblance in near | seen else LineState.NEW


def batches_of(referral: Referral) -> list[PaperBatch]:
    """Return the sheets entered, the latest first: one statement."""
    return list(PaperBatch.objects.filter(referral=referral).order_by("-number"))
