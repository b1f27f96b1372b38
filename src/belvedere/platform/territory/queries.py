"""Reads of the territory: where we are, who decides, which parameter holds on a date."""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, When

from belvedere.platform.territory.models import (
    Body,
    Commune,
    Competence,
    CompetenceGrant,
    CouncilSession,
    Department,
    Parameter,
    PerimeterChange,
    Territory,
)
from belvedere.platform.territory.states import NEAREST_FIRST, ORDER_OF_KINDS, BodyKind
from belvedere.platform.territory.words import folded, in_order, rule_sentence

CODE_LENGTH = 5
LONGEST_NAME = 100
LIKENESS = 0.75  # of difflib: « chamaliere » and « clermon ferand » find their commune, « paris » finds none


class NoTerritory(Exception):
    """The database holds no territory yet: run `belvedere demo` or `belvedere territory import`."""


class NoParameterInForce(Exception):
    """No règlement fixes this parameter on this date: add it, with its source, in the workspace."""

    def __init__(self, body: Body, code: str, on: date) -> None:
        super().__init__(f"{body.slug}: no value of {code} in force on {on.isoformat()}")


_SERVED: dict[str, tuple[float, Territory]] = {}
_REMEMBERED_SECONDS = 10.0


def current_territory() -> Territory:
    """Return the territory that this installation serves: the first. Every page asks: it is remembered a moment."""
    expires_at, territory = _SERVED.get("first", (0.0, None))
    if territory is not None and time.monotonic() < expires_at:
        return territory
    territory = Territory.objects.order_by("pk").first()
    if territory is None:
        raise NoTerritory
    _SERVED["first"] = time.monotonic() + _REMEMBERED_SECONDS, territory
    return territory


def parameter_in_force(*, body: Body, code: str, on: date) -> Parameter:
    """Return the parameter of a body that holds on a date; the latest one wins where two overlap."""
    parameter = (
        Parameter.objects.filter(body=body, code=code, since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .order_by("-since")
        .first()
    )
    if parameter is None:
        raise NoParameterInForce(body, code, on)
    return parameter


def communes() -> QuerySet[Commune]:
    """Return the communes of the territory today, by name."""
    return Commune.objects.filter(left_on=None).select_related("body").order_by("name_folded")


def perimeter_changes() -> QuerySet[PerimeterChange]:
    """Return the communes that joined or left since the first import, the latest first."""
    return PerimeterChange.objects.select_related("commune").order_by("-happened_on", "commune__name_folded")


def communes_on(day: date) -> list[Commune]:
    """Return the communes that the intercommunality held on a day, by name: two statements.

    Before its first known change, a commune was there unless this change is that it joined.
    """
    is_member: dict[int, bool] = {}
    for change in perimeter_changes().order_by("happened_on"):
        if change.happened_on <= day:
            is_member[change.commune_id] = change.is_joining
        else:
            is_member.setdefault(change.commune_id, not change.is_joining)
    every = Commune.objects.select_related("body").order_by("name_folded")
    return [commune for commune in every if is_member.get(commune.pk, True)]


def communes_with_postal_codes() -> QuerySet[Commune]:
    """Return the communes with their postal codes, in two queries."""
    return communes().prefetch_related("postal_codes")


def find_communes(text: str) -> list[Commune]:
    """Return the communes that a person means, the likeliest first: a name, a postal code, both, or an Insee code.

    A whole name wins over longer ones; when nothing begins like it, close spellings answer.
    """
    wanted = folded(text[:LONGEST_NAME])
    if not wanted:
        return []
    every = list(communes_with_postal_codes())
    code = next((word for word in wanted.split() if word.isdigit() and len(word) == CODE_LENGTH), "")
    if not code:
        return _named(every, wanted) or _spelled_like(every, wanted)
    coded = [commune for commune in every if code in {commune.insee, *(p.code for p in commune.postal_codes.all())}]
    by_postal_code = [commune for commune in coded if commune.insee != code] or coded
    return _named(by_postal_code, " ".join(wanted.replace(code, " ").split())) or by_postal_code


def _named(found: Sequence[Commune], wanted: str) -> list[Commune]:
    joined = wanted.replace(" ", "")
    if not joined:
        return []
    whole = [commune for commune in found if commune.name_folded.replace(" ", "") == joined]
    if whole:
        return whole
    first = [commune for commune in found if commune.name_folded.replace(" ", "").startswith(joined)]
    return first + [commune for commune in found if f" {wanted}" in commune.name_folded and commune not in first]


def _spelled_like(found: Sequence[Commune], wanted: str) -> list[Commune]:
    by_name = {commune.name_folded: commune for commune in found}
    return [by_name[name] for name in get_close_matches(wanted, by_name, cutoff=LIKENESS)]


def commune_by_slug(slug: str) -> Commune | None:
    """Return a commune, even one that left: what was done there keeps its page."""
    return Commune.objects.select_related("body").filter(slug=slug).first()


def bodies() -> QuerySet[Body]:
    """Return the bodies of the territory: the métropole, its partners, then the communes by name."""
    order = Case(*(When(kind=kind, then=rank) for rank, kind in enumerate(ORDER_OF_KINDS)), output_field=IntegerField())
    return Body.objects.select_related("commune").order_by(order, "slug")


def body_by_slug(slug: str) -> Body | None:
    return bodies().filter(slug=slug).first()


def grants_in_force(*, on: date) -> QuerySet[CompetenceGrant]:
    """Return which body holds which competence on a date, with the act."""
    return (
        CompetenceGrant.objects.filter(since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .select_related("competence", "body")
    )


def bodies_competent_for(competence_code: str, on: date) -> list[Body]:
    """Return the bodies that hold a competence on a date: one for the métropole's, every commune for theirs."""
    held = grants_in_force(on=on).filter(competence__code=competence_code)
    return list(bodies().filter(pk__in=held.values("body_id")))


class Holding(NamedTuple):
    """That a body holds a competence, from a day until another, if that is known."""

    competence: str
    body: str
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


def holdings_of(competence_codes: Collection[str]) -> list[Holding]:
    """Return which bodies (by slug) hold some competences, whenever: one statement for all."""
    held = CompetenceGrant.objects.filter(competence__code__in=competence_codes)
    return [Holding(*row) for row in held.values_list("competence__code", "body__slug", "since", "until")]


@dataclass(frozen=True)
class Act:
    """An act, and the competences that a body holds by it."""

    grant: CompetenceGrant
    competences: list[Competence]


@dataclass(frozen=True)
class Holder:
    """A body and what it decides, act by act."""

    body: Body
    acts: list[Act]


def holders_of(grants: Iterable[CompetenceGrant]) -> list[Holder]:
    """Gather grants by body, then by act: those who decide nearest to the inhabitants come first."""
    by_body: dict[int, dict[tuple[object, ...], list[CompetenceGrant]]] = {}
    for grant in sorted(grants, key=lambda grant: folded(grant.competence.label)):
        acts = by_body.setdefault(grant.body_id, {})
        acts.setdefault((grant.act, grant.since, grant.source, grant.confidence), []).append(grant)
    holders = [
        Holder(
            body=next(iter(acts.values()))[0].body,
            acts=[Act(same[0], [grant.competence for grant in same]) for same in acts.values()],
        )
        for acts in by_body.values()
    ]
    return sorted(holders, key=lambda holder: NEAREST_FIRST.index(BodyKind(holder.body.kind)))


@dataclass(frozen=True)
class RuleInWords:
    """A parameter of the règlement in plain French."""

    code: str
    sentence: str
    parameter: Parameter


@dataclass(frozen=True)
class Regulation:
    """The rules of a body that have the same date and the same source."""

    since: date
    source: str
    confidence: str
    rules: list[RuleInWords]


def regulations_of(*, bodies: Sequence[Body], on: date) -> list[tuple[Body, list[Regulation]]]:
    """Return the règlement of each body in words, in one query."""
    held: dict[int, list[Parameter]] = {body.pk: [] for body in bodies}
    for parameter in parameters_in_force(on=on).filter(body__in=held):
        held[parameter.body_id].append(parameter)
    return [(body, _by_source(_in_words(held[body.pk]))) for body in bodies]


def parameters_in_force(*, on: date) -> QuerySet[Parameter]:
    """Return the parameters that hold on a date, the latest last where two overlap."""
    return Parameter.objects.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on)).order_by("since", "pk")


def _in_words(parameters: Iterable[Parameter]) -> list[RuleInWords]:
    latest = {parameter.code: parameter for parameter in parameters}
    return [RuleInWords(code, rule_sentence(code, latest[code].value), latest[code]) for code in in_order(latest)]


def _by_source(rules: Iterable[RuleInWords]) -> list[Regulation]:
    groups: dict[tuple[date, str, str], list[RuleInWords]] = {}
    for rule in rules:
        parameter = rule.parameter
        groups.setdefault((parameter.since, parameter.source, parameter.confidence), []).append(rule)
    return [Regulation(*origin, found) for origin, found in groups.items()]


def departments_of(body: Body) -> QuerySet[Department]:
    """Return the departments of a body, by name."""
    return Department.objects.filter(body=body).order_by("name")


def grants_concerning(commune: Commune, *, on: date) -> QuerySet[CompetenceGrant]:
    """Return who decides what for the inhabitants of a commune: the commune itself and the bodies above it."""
    concerned = Q(body=commune.body) | ~Q(body__kind=BodyKind.COMMUNE)
    return grants_in_force(on=on).filter(concerned).order_by("competence__label", "body__kind")


def sessions_of(body: Body, *, since: date) -> QuerySet[CouncilSession]:
    """Return the announced sessions of a body's council from a date on."""
    return CouncilSession.objects.filter(body=body, held_on__gte=since).order_by("held_on")
