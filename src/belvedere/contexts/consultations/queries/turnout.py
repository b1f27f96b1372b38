"""Who took part in a consultation, against who lives there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from belvedere.contexts.consultations.models import Consultation, Registration, Sheet
from belvedere.contexts.consultations.queries.register import counted_contributions
from belvedere.contexts.consultations.states.questionnaire import SheetState
from belvedere.contexts.panels.queries.margins import territory_margins
from belvedere.engines.contributions.turnout import Gap, gap

AGE, SEX = "age", "sexe"


@dataclass(frozen=True)
class Turnout:
    """One variable: its name, where its census comes from, and the gap."""

    code: str
    name: str
    source: str
    gap: Gap


def asked_values(territory_slug: str, code: str) -> list[str]:
    """Return the answers that may be given to « age » or « sexe »: those of the census."""
    return [value for margin in territory_margins(territory_slug, code) for value, _count in margin.values]


def turnout_of(consultation: Consultation) -> list[Turnout]:
    """Return who took part by commune, age and sex: nine statements, whatever the numbers.

    Contributions, sheets and registrations are added: somebody who did two of them counts twice.
    """
    communes = list(consultation.communes.all())
    found = []
    if communes and sum(row.population for row in communes):
        counts = _counts(consultation, "commune__name", with_meetings=True)
        living = {row.name: float(row.population) for row in communes}
        years = sorted({str(row.population_year) for row in communes if row.population_year})
        source = ", ".join([_("Insee, population municipale"), *years])
        found.append(_turnout("commune", _("Commune"), source, counts, living))
    for margin in territory_margins(consultation.territory.slug, AGE, SEX):
        counts = _counts(consultation, "age" if margin.code == AGE else "sex", with_meetings=False)
        living = {value: float(count) for value, count in margin.values}
        found.append(_turnout(margin.code, margin.name, f"{margin.source}, {margin.date}", counts, living))
    return found


def _turnout(code: str, name: str, source: str, counts: "Counter[str]", living: dict[str, float]) -> Turnout:
    unknown = counts.pop("", 0)
    return Turnout(code, name, source, gap(counts, living, unknown=unknown))


def _counts(consultation: Consultation, field: str, *, with_meetings: bool) -> "Counter[str]":
    counts: Counter[str] = Counter()
    sheets = Sheet.objects.filter(questionnaire__phase__consultation=consultation, state=SheetState.SENT.value)
    came = Registration.objects.filter(meeting__phase__consultation=consultation, came=True)
    rows: Iterable[tuple[str | None, int]]
    for source in (counted_contributions(consultation), sheets, *([came] if with_meetings else [])):
        rows = source.order_by(field).values_list(field).annotate(count=Count("pk"))
        for value, count in rows:
            counts[value or ""] += count
    return counts
