"""The règlement that holds for a body on a day: its own, the territory's, or the one that its parameters make."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from belvedere.contexts.referrals.models import Referral, Regulation
from belvedere.contexts.referrals.states import Effect
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.admission import Residence, decision_day
from belvedere.engines.rules.admission_wording import deposit_demands
from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.regulation import Reference, read_regulation
from belvedere.engines.rules.regulation import Regulation as Rules
from belvedere.engines.rules.shipped import shipped
from belvedere.engines.rules.wording import demand
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.calendar import public_holidays, working_deadline
from belvedere.platform.territory.models import Body, Parameter
from belvedere.platform.territory.queries import communes, parameter_in_force
from belvedere.platform.territory.states import BodyKind

THRESHOLD, COLLECTION_DELAY = "referral.support_threshold", "referral.support_days"
MINIMUM_AGE, ADMISSIBILITY = "referral.minimum_age_years", "referral.admissibility_working_days"
LONGEST_DAYS = 365  # of a règlement that sets no window, such as the law's: a collection has an end
LONGEST_MONTHS = 24  # public holidays are looked up that far
POPULATION, VOTERS = "population", "registered_voters"


@dataclass(frozen=True)
class InForce:
    """What is frozen on a referral: the data, read by the engine, and the version that it comes from."""

    data: dict[str, Value]
    rules: Rules
    row: Regulation | None


def rules_of(data: Mapping[str, object]) -> Rules:
    """Read a règlement kept as JSON, where days are text."""
    read = dict(data)
    for key in ("valid_from", "valid_to"):
        if isinstance(read.get(key), str):
            read[key] = date.fromisoformat(str(read[key]))
    references = read.get("references")
    if isinstance(references, Mapping):
        read["references"] = {name: _dated(row) for name, row in references.items()}
    return read_regulation(read)


def _dated(row: object) -> object:
    if not isinstance(row, Mapping) or not isinstance(row.get("on"), str):
        return row
    return {**row, "on": date.fromisoformat(str(row["on"]))}


def as_json(data: Mapping[str, object]) -> dict[str, Value]:
    """Return a règlement read from TOML as it is kept: days as text."""
    return {key: _plain(value) for key, value in data.items()}


def _plain(value: object) -> Value:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool) or value is None else str(value)


def regulations() -> QuerySet[Regulation]:
    """Return every version, the latest first, drafts before: one statement."""
    found = Regulation.objects.select_related("body", "published_by__body")
    return found.order_by(F("since").desc(nulls_first=True), "-number")


def regulation_in_force(body: Body, on: date) -> Regulation | None:
    """Return the published version that holds for a body on a day: its own before the territory's."""
    found = Regulation.objects.filter(territory=body.territory_id, published_at__isnull=False, since__lte=on)
    found = found.filter(Q(body=body) | Q(body=None))
    return found.order_by(F("body").asc(nulls_last=True), "-since", "-number").first()


def rules_in_force(body: Body, on: date) -> InForce:
    """Return the règlement that a referral deposited to a body on a day will keep."""
    row = regulation_in_force(body, on)
    data = row.content if row is not None else _from_parameters(body, on)
    return InForce(data, rules_of(data), row)


def _from_parameters(body: Body, on: date) -> dict[str, Value]:
    """Return the règlement that the dated parameters of a body make: one number, one delay, an examen."""
    threshold = parameter_in_force(body=body, code=THRESHOLD, on=on)
    delay = parameter_in_force(body=body, code=COLLECTION_DELAY, on=on)
    age = Parameter.objects.filter(Q(until=None) | Q(until__gt=on), body=body, code=MINIMUM_AGE, since__lte=on)
    youngest = age.order_by("-since").first()
    title: dict[str, Value] = {"fr": "Examen, panel et avis", "en": "Examen, panel and opinion"}
    step: dict[str, Value] = {
        "code": "examen",
        "effect": "panel",
        "title": title,
        "rule": {"minimum_total": threshold.value},
    }
    return {
        "id": "parametres",
        "authority": body.name,
        "source": threshold.source,
        "who": {"minimum_age": youngest.value} if youngest else {},
        "collection": {"days": delay.value},
        "steps": [step],
    }


def figures_for(rules: Rules, body: Body) -> dict[str, Reference]:
    """Return the population that a percentage is taken of, when the règlement asks for one: one statement at most."""
    if not any(step.rule.reference == POPULATION for step in rules.steps):
        return {}
    rows = list(communes().filter(territory=body.territory_id))
    if body.kind == BodyKind.COMMUNE:
        rows = [row for row in rows if row.body_id == body.pk]
    years = [row.population_year for row in rows if row.population_year]
    if not years:
        return {}
    year = max(years)
    return {POPULATION: Reference(sum(row.population for row in rows), "Insee", date(year, 1, 1))}


def decision_deadline(body: Body, *, received_on: date) -> date:
    """Return the last day to decide: by the règlement in force that day, else by the body's parameter."""
    admission = rules_in_force(body, received_on).rules.admission
    day = decision_day(admission, received_on, public_holidays(received_on, add_months(received_on, LONGEST_MONTHS)))
    if day is not None:
        return day
    delay = parameter_in_force(body=body, code=ADMISSIBILITY, on=received_on)
    return working_deadline(start=received_on, working_days=delay.value)


def minimum_age_to_deposit(body: Body, *, on: date) -> int:
    """Return the age from which one may deposit to a body: that of the règlement in force, else of its parameters."""
    youngest = rules_in_force(body, on).rules.minimum_age
    return youngest if youngest is not None else parameter_in_force(body=body, code=MINIMUM_AGE, on=on).value


def minimum_age_of(referral: Referral, *, on: date) -> int:
    """Return the age from which one may support: that of the frozen règlement, else of the body's parameters."""
    youngest = _who_may_support(referral).get("minimum_age")
    if isinstance(youngest, int):
        return youngest
    return parameter_in_force(body=referral.body, code=MINIMUM_AGE, on=on).value


def residence_asked_by(referral: Referral) -> Residence:
    """Return where one must live to support: what the frozen règlement says."""
    return Residence(str(_who_may_support(referral).get("residence", Residence.ANYWHERE)))


def _who_may_support(referral: Referral) -> Mapping[str, object]:
    """Return what the frozen règlement says of persons, without reading the rest: a crowd asks for it."""
    who = (referral.rules or {}).get("who")
    return who if isinstance(who, dict) else {}


def rules_kept_by(referral: Referral) -> Rules | None:
    """Return the règlement frozen on a referral."""
    return rules_of(referral.rules) if referral.rules else None


@dataclass(frozen=True)
class InWords:
    """A step of a version in words: what it opens, what it asks."""

    title: str
    effect: Effect
    demand: str


@dataclass(frozen=True)
class PublicRegulation:
    """A version in force, as everyone reads it."""

    row: Regulation
    steps: tuple[InWords, ...]
    minimum_age: int | None
    months: int | None
    demands: tuple[str, ...]


def in_words(row: Regulation, language: str) -> tuple[InWords, ...]:
    """Return the steps of a version in words, written from the data that judges."""
    known = "en" if language.startswith("en") else "fr"
    return tuple(
        InWords(step.title.get(known, step.code), Effect(step.effect), demand(step.rule, known))
        for step in rules_of(row.content).steps
    )


def public_regulations(*, on: date, language: str) -> list[PublicRegulation]:
    """Return the version in force of each body that has one, and of the territory: one statement."""
    published = regulations().filter(published_at__isnull=False, since__lte=on)
    latest: dict[int | None, Regulation] = {}
    for row in published.order_by("since", "number"):
        latest[row.body_id] = row
    found = sorted(latest.values(), key=lambda row: (row.body is None, row.body.name if row.body else ""))
    return [_public(row, "en" if language.startswith("en") else "fr") for row in found]


def _public(row: Regulation, language: str) -> PublicRegulation:
    rules = rules_of(row.content)
    demands = tuple(deposit_demands(rules.admission, language))
    return PublicRegulation(row, in_words(row, language), rules.minimum_age, rules.collection_months, demands)


def regulations_open_to(role: Role) -> QuerySet[Regulation]:
    """Return the versions of the body of a role, and what is published of the territory's."""
    return regulations().filter(Q(body=role.body_id) | Q(body=None, published_at__isnull=False))


def models_shipped() -> list[tuple[str, str]]:
    """Return the real règlements that come with the program: their id and their authority."""
    return [(name, f"{tomllib.loads(text)['authority']} ({name})") for name, text in shipped().items()]


def model_named(name: str) -> dict[str, Value]:
    """Return a real règlement as data; its source says whose it is."""
    return as_json(tomllib.loads(shipped()[name]))
