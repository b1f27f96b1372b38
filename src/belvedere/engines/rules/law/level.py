"""How far to let the public weigh: the least that is owed, the most that is open, what the means can hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.methods import Level, Method
from belvedere.engines.rules.law.ruleset import Effect
from belvedere.engines.rules.law.verdict import Verdict

_BY_ROOM = {
    "rien": Level.INFORM,
    "modalites": Level.CONSULT,
    "variantes": Level.CONCERT,
    "programme": Level.CO_BUILD,
    "opportunite": Level.CO_BUILD,
}
_COMMITTED = "opportunite"


class Limit(StrEnum):
    """Which constraint decides the level."""

    LAW = "law"
    STAKES = "stakes"
    ROOM = "room"
    MEANS = "means"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Advised:
    """A level and why.

    ``least`` is owed because of ``least_because`` (rules, or the stakes); ``most`` is what is really open, None when
    nobody has said; ``tenable`` is what staff days and money can hold, None when unknown. ``gap`` is the « écart de
    promesse »: more is owed than is open. ``may_say_consultation`` is False when nothing is open: the word
    « concertation » would then be a lie.
    """

    level: Level | None
    binding: Limit | None
    least: Level
    least_because: tuple[str, ...]
    most: Level | None
    tenable: Level | None
    gap: bool
    may_say_consultation: bool | None


def advise_level(
    facts: Facts, verdicts: Iterable[Verdict], methods: Iterable[Method], wished: Level | None = None
) -> Advised:
    """Return the level that a project should announce.

    Parameters
    ----------
    facts : mapping
        Answers; ``marge``, ``mandat_elu``, ``irreversible``, ``conflit``, ``jours_agents`` and
        ``budget_participation`` are read.
    verdicts : iterable of Verdict
        What the rules say: a compulsory rule with milestones in which the public takes part owes a level.
    methods : iterable of Method
        The catalogue; a level is tenable when one method of it fits the staff days and the money.
    wished : Level, optional
        What the authority would like.

    Returns
    -------
    Advised
        The level is the lowest of what is open, what is tenable, and the higher of the wish and of what is owed; None
        while nobody has said what is open.

    Notes
    -----
    Co-deciding needs that the very opportunity is open and that an elected member has committed in writing.
    """
    room = facts.get("marge")
    least, because = _least(facts, verdicts)
    most = most_open(facts)
    tenable = _tenable(facts, methods)
    gap = most is not None and least.rank > most.rank
    speaks = None if room is None else room != "rien"
    if most is None:
        return Advised(None, None, least, because, None, tenable, gap=False, may_say_consultation=speaks)
    wanted = max(wished or least, least, key=lambda level: level.rank)
    bounds = [(wanted, _owed(because, wanted, least)), (most, Limit.ROOM)]
    bounds += [(tenable, Limit.MEANS)] if tenable is not None else []
    level, binding = min(bounds, key=lambda bound: bound[0].rank)
    return Advised(level, binding, least, because, most, tenable, gap=gap, may_say_consultation=speaks)


def _owed(because: tuple[str, ...], wanted: Level, least: Level) -> Limit:
    if wanted is not least:
        return Limit.WISH
    return Limit.STAKES if because in {(), ("enjeux",)} else Limit.LAW


def most_open(facts: Facts) -> Level | None:
    """Return the highest level that what is really open allows; None while nobody has said what is open.

    >>> most_open({"marge": "rien"}), most_open({})
    (<Level.INFORM: 'informer'>, None)
    """
    room = facts.get("marge")
    if room is None:
        return None
    if room == _COMMITTED and facts.get("mandat_elu") is True:
        return Level.CO_DECIDE
    return _BY_ROOM[str(room)]


def _least(facts: Facts, verdicts: Iterable[Verdict]) -> tuple[Level, tuple[str, ...]]:
    """Return what law and stakes owe: consult where a procedure is compulsory, concert where C. urb. L. 103-2 is."""
    found = [(Level.INFORM, "")]
    for verdict in verdicts:
        if verdict.applies and verdict.rule.effect is Effect.MANDATORY and verdict.rule.milestones:
            level = Level.CONCERT if verdict.rule.id.startswith("CU-") else Level.CONSULT
            found.append((level, verdict.rule.id))
    if facts.get("irreversible") is True and facts.get("conflit") == "fort":
        found.append((Level.CONCERT, "enjeux"))
    least = max((level for level, _ in found), key=lambda level: level.rank)
    return least, tuple(name for level, name in found if level is least and name)


def _tenable(facts: Facts, methods: Iterable[Method]) -> Level | None:
    days, budget = facts.get("jours_agents"), facts.get("budget_participation")
    if not isinstance(days, int | float) or not isinstance(budget, int | float):
        return None
    levels = {
        level
        for method in methods
        if method.staff_days <= days and method.cost_high <= budget
        for level in method.levels
    }
    return max(levels, key=lambda level: level.rank, default=Level.INFORM)
