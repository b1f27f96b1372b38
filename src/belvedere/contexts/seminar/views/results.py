"""The result of a poll as pages show it: who is chosen, why, by which college, ties said."""

from dataclasses import dataclass
from typing import Any  # JSON

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from belvedere.contexts.seminar.models import College, Poll
from belvedere.contexts.seminar.states import GRADES, Grade, PollRule, PollState
from belvedere.contexts.seminar.words import GRADE_LABELS, POLL_LABELS, RULE_LABELS, RULE_SENTENCES


@dataclass(frozen=True)
class ResultRow:
    """One cluster in a result."""

    number: int
    name: str
    place: int
    is_chosen: bool
    figure: str | Promise
    why: str
    grades: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """A poll and its result, if it is closed."""

    poll: Poll
    state: str | Promise
    rule: str | Promise
    sentence: str | Promise
    terms: str
    rows: tuple[ResultRow, ...]
    colleges: tuple[tuple[str, str], ...]
    grades: tuple[str | Promise, ...]
    ballots: int


def shown_result(poll: Poll) -> Result:
    """Return a poll as pages show it."""
    found: dict[str, Any] = poll.result if poll.state == PollState.CLOSED else {}
    names = {item["number"]: item["name"] for item in poll.items}
    colleges = dict(College.objects.filter(seminar=poll.seminar_id).values_list("slug", "name"))
    is_judged = poll.rule == PollRule.JUDGEMENT
    return Result(
        poll,
        POLL_LABELS[PollState(poll.state)],
        RULE_LABELS[PollRule(poll.rule)],
        RULE_SENTENCES[PollRule(poll.rule)],
        _terms(poll),
        tuple(_row(row, poll, found, colleges) for row in found.get("rows", [])),
        tuple(
            (colleges.get(slug, slug), ", ".join(names[number] for number in numbers[: poll.seats]))
            for slug, numbers in found.get("colleges", {}).items()
        ),
        tuple(GRADE_LABELS[Grade(grade)] for grade in GRADES) if is_judged else (),
        found.get("ballots", 0),
    )


def _terms(poll: Poll) -> str:
    said = [
        _("Budget : %(budget)s.") % {"budget": poll.budget}
        if poll.rule == PollRule.SHARES
        else _("Places : %(seats)s.") % {"seats": poll.seats}
    ]
    if poll.rule != PollRule.JUDGEMENT:
        by_college = _("Chaque collège pèse autant, quel que soit son nombre.")
        said.append(by_college if poll.is_by_college else _("Chaque personne a une voix."))
    if poll.minimum and poll.rule != PollRule.SHARES:
        said.append(_("Chaque collège est sûr d’au moins %(n)s de ses premiers choix.") % {"n": poll.minimum})
    return " ".join(said)


def _row(row: dict[str, Any], poll: Poll, found: dict[str, Any], colleges: dict[str, str]) -> ResultRow:
    reasons = []
    for slug, numbers in found.get("brought_by", {}).items():
        if row["number"] in numbers:
            reasons.append(_("retenu par le minimum du collège « %(name)s »") % {"name": colleges.get(slug, slug)})
    if row.get("is_completion"):
        reasons.append(_("retenu avec ce qui restait du budget"))
    if row["tied_with"]:
        tied = _("à égalité avec %(names)s : la première de la liste passe")
        if poll.rule == PollRule.JUDGEMENT:
            tied = _("à égalité parfaite avec %(names)s")
        reasons.append(tied % {"names": ", ".join(row["tied_with"])})
    if poll.rule == PollRule.JUDGEMENT:
        figure: str | Promise = GRADE_LABELS[Grade(row["grade"])] if row["grade"] else _("Sans mention")
    else:
        figure = str(row["supports"])
    return ResultRow(
        row["number"], row["name"], row["place"], row["is_chosen"], figure, " ; ".join(reasons),
        tuple(row.get("counts", ())),
    )  # fmt: skip
