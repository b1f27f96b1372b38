"""The rules of subsidiarity on live plans. Neighbours call :func:`check_plan` with a plan of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from belvedere.contexts.strategy.models import AgendaEvent, Waiver
from belvedere.contexts.strategy.queries.agenda import events
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.queries.thermometer import soliciting_events
from belvedere.contexts.strategy.states import EventState
from belvedere.contexts.strategy.words import said
from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.subsidiarity.judging import Outcome, Verdict, judge_plan
from belvedere.engines.rules.subsidiarity.plan import Asked, Plan
from belvedere.engines.rules.subsidiarity.ruleset import shipped_rules
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import holdings_of

MOST_JUDGED = 200  # of the last year: a territory consults less than every other day


@dataclass(frozen=True)
class Ruled:
    """A rule's word on a plan, and its waiver if a body set it aside; ``because`` is in words."""

    verdict: Verdict
    waiver: Waiver | None
    because: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return said(self.verdict.rule.title)

    @property
    def why(self) -> str:
        return said(self.verdict.rule.why)

    @property
    def mend(self) -> str:
        return said(self.verdict.rule.mend)

    @property
    def outcome(self) -> str:
        """« waived » when a broken rule was set aside, else the rule's own word."""
        if self.waiver is not None and self.verdict.outcome == Outcome.BROKEN:
            return "waived"
        return self.verdict.outcome.value

    @property
    def is_blocking(self) -> bool:
        return self.outcome == Outcome.BROKEN


@dataclass(frozen=True)
class Checked:
    """A plan judged on a day."""

    on: date
    subject: str
    ruled: tuple[Ruled, ...]

    @property
    def blocking(self) -> list[Ruled]:
        return [one for one in self.ruled if one.is_blocking]

    @property
    def is_kept(self) -> bool:
        return not self.blocking


@dataclass(frozen=True)
class _Known:
    """What every plan is judged with: read once, whatever the number of plans."""

    figures: Mapping[str, float]
    others: tuple[Asked, ...]
    titles: Mapping[str, str]
    waivers: Mapping[str, Mapping[str, Waiver]]

    def judge(self, plan: Plan, *, subject: str, on: date, besides: int | None) -> Checked:
        others = (one for one in self.others if one.key != str(besides))
        waived = self.waivers.get(subject, {})
        verdicts = judge_plan(shipped_rules(), plan, others, figures=self.figures)
        return Checked(
            on=on,
            subject=subject,
            ruled=tuple(
                Ruled(one, waived.get(one.rule.id), tuple(self.titles.get(key, key) for key in one.because))
                for one in verdicts
            ),
        )


def _known(since: date, subjects: Iterable[str], on: date) -> _Known:
    """Read what plans that open from a day on are judged with: five statements."""
    values = values_on(on)
    asked = list(soliciting_events(since=add_months(since, -int(values["no_reasking_months"]) - 1)))
    waivers: dict[str, dict[str, Waiver]] = defaultdict(dict)
    for row in Waiver.objects.filter(subject__in=list(subjects)).select_related("body"):
        waivers[row.subject][row.rule] = row
    return _Known(
        figures=values,
        others=tuple(asked_of(one) for one in asked),
        titles=dict(Commune.objects.values_list("insee", "name")) | {str(one.pk): one.title for one in asked},
        waivers=waivers,
    )


def check_plan(plan: Plan, *, subject: str, on: date) -> Checked:
    """Judge a plan by the ten rules, with what everybody asked, asks or plans, and with its waivers: five statements.

    It is what neighbours call: ``subject`` is the reference under which the plan's waivers are kept (a project's).
    """
    return _known(plan.opens_on, [subject], on).judge(plan, subject=subject, on=on, besides=None)


def waivers_of(subject: str) -> list[Waiver]:
    """Return the waivers of a plan: one statement."""
    return list(Waiver.objects.filter(subject=subject).select_related("body").order_by("rule"))


def latest_waivers(limit: int = 20) -> list[Waiver]:
    """Return the last rules set aside, by anyone: one statement."""
    return list(Waiver.objects.select_related("body").order_by("-at", "-pk")[:limit])


def asked_of(event: AgendaEvent) -> Asked:
    """Return an event of the calendar as the rules see it."""
    places = getattr(event, "asked_places", None)
    rows = [row for row in event.communes.all() if row.is_asked] if places is None else places
    return Asked(
        key=str(event.pk),
        asked_by=event.body.slug,
        opens_on=timezone.localdate(event.starts_at),
        closes_on=timezone.localdate(event.ends_at),
        file=event.file,
        subject=event.solicitation.subject,
        asked_in=frozenset(row.commune.insee for row in rows),
        publics=frozenset(event.solicitation.publics),
    )


def _plan(event: AgendaEvent, decided_by: frozenset[str]) -> Plan:
    asked = event.solicitation
    rows = list(event.communes.all())
    return Plan(
        opens_on=timezone.localdate(event.starts_at),
        closes_on=timezone.localdate(event.ends_at),
        asked_by=event.body.slug,
        asked_by_kind=event.body.kind,
        decided_by=decided_by,
        jointly_with=frozenset(body.slug for body in asked.partners.all()),
        mandated_by=asked.mandated_by.slug if asked.mandated_by else "",
        touched=frozenset(row.commune.insee for row in rows if row.is_touched),
        asked_in=frozenset(row.commune.insee for row in rows if row.is_asked),
        to_be_told=frozenset(row.commune.insee for row in rows if row.commune.body_id != event.body_id),
        told_on={row.commune.insee: row.told_on for row in rows if row.told_on},
        file=event.file,
        subject=asked.subject,
        publics=frozenset(asked.publics),
        says_what_is_known=bool(asked.known_already.strip()),
        under_a_state_procedure=asked.under_a_state_procedure,
        only_documents=asked.only_documents,
        council_is_due=asked.council_is_due,
        council_seised_on=asked.council_seised_on,
        takes_requests=asked.takes_requests,
        forwards_in_working_days=asked.forwards_in_working_days,
        answered_in=frozenset(row.commune.insee for row in rows if row.is_answered),
        evaluation_goes_up=asked.evaluation_goes_up,
    )


def check_event(event: AgendaEvent, *, on: date) -> Checked:
    """Judge an event of the calendar that asks people something."""
    return check_events([event], on=on)[0]


def check_events(found: Sequence[AgendaEvent], *, on: date) -> list[Checked]:
    """Judge several events of the calendar: the same statements for each number."""
    if not found:
        return []
    prefetch_related_objects([one.solicitation for one in found], "partners", "mandated_by")
    since = min(timezone.localdate(one.starts_at) for one in found)
    known = _known(since, [one.subject for one in found], on)
    holdings = holdings_of({one.competence.code for one in found if one.competence})
    checked = []
    for one in found:
        code, day = one.competence.code if one.competence else "", max(on, timezone.localdate(one.starts_at))
        deciders = frozenset(each.body for each in holdings if each.competence == code and each.holds_on(day))
        checked.append(known.judge(_plan(one, deciders), subject=one.subject, on=on, besides=one.pk))
    return checked


def asked_the_same(event: AgendaEvent, *, on: date) -> list[AgendaEvent]:
    """Return the consultations whose answers could be used instead of asking again: those that R7 names."""
    checked = check_event(event, on=on)
    keys = [key for one in checked.ruled if one.verdict.rule.id == "R7" for key in one.verdict.because]
    return list(events().filter(pk__in=keys)) if keys else []


def coming_plans(today: date) -> QuerySet[AgendaEvent]:
    """Return the consultations planned and not begun, the next first: two statements."""
    found = events().filter(solicitation__isnull=False, state=EventState.PLANNED.value)
    return found.filter(starts_at__date__gt=today).order_by("starts_at", "pk")


@dataclass(frozen=True)
class Kept:
    """How plans keep the rules: how many there are, how many break a rule that nobody set aside."""

    plans: int
    breaking: int
    told: int
    to_be_told: int


def how_rules_are_kept(today: date, *, since: date) -> Kept:
    """Return how the latest plans of a period keep the rules, and how many communes were told in time."""
    latest = soliciting_events(since=since).order_by("-starts_at").values_list("pk", flat=True)[:MOST_JUDGED]
    found = list(events().filter(pk__in=list(latest)))
    checked = check_events(found, on=today)
    to_be_told = sum(row.commune.body_id != one.body_id for one in found for row in one.communes.all())
    late = sum(len(one.verdict.because) for each in checked for one in each.ruled if one.verdict.rule.id == "R3")
    return Kept(len(found), sum(not one.is_kept for one in checked), to_be_told - late, to_be_told)
