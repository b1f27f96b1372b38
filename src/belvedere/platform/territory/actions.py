"""Writes of the territory. Those that import facts may run again: they bring rows up to date."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any  # the imported file is JSON, checked by the columns that receive it

from django.db import transaction

from belvedere.platform.territory.models import (
    Body,
    Commune,
    Competence,
    CompetenceGrant,
    CouncilSession,
    Department,
    Parameter,
    PerimeterChange,
    PostalCode,
    ReferenceCounter,
    Territory,
)
from belvedere.platform.territory.states import BodyKind, Confidence
from belvedere.platform.territory.words import folded, slug_of, town_name


@transaction.atomic
def next_reference(*, territory: Territory, prefix: str, year: int) -> str:
    """Number a new file: S-2026-0001 (saisine), E (examen), A (avis), P (action of the plan)."""
    ReferenceCounter.objects.get_or_create(territory=territory, prefix=prefix, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(territory=territory, prefix=prefix, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return str(counter)


@transaction.atomic
def found_territory(*, slug: str, name: str, siren: str, is_demonstration: bool) -> Territory:
    """Create the territory that this installation serves."""
    return Territory.objects.create(slug=slug, name=name, siren=siren, is_demonstration=is_demonstration)


@transaction.atomic
def open_body(
    *, territory: Territory, kind: BodyKind, slug: str, name: str, short_name: str, siren: str = "", source: str
) -> Body:
    """Add a body that decides or answers."""
    facts = {"kind": kind, "name": name, "short_name": short_name, "siren": siren, "source": source}
    body, _ = Body.objects.update_or_create(territory=territory, slug=slug, defaults=facts)
    return body


@transaction.atomic
def open_department(*, body: Body, slug: str, name: str) -> Department:
    """Add a department to a body."""
    department, _ = Department.objects.update_or_create(body=body, slug=slug, defaults={"name": name})
    return department


@transaction.atomic
def import_communes(*, territory: Territory, data: Mapping[str, Any], on: date) -> list[Body]:
    """Add the communes of a file, each with its body; return the bodies.

    A commune that the file no longer holds left on the day given, a new one joined that day; the first import founds
    the perimeter and changes nothing.
    """
    before = {commune.insee: commune for commune in Commune.objects.filter(territory=territory)}
    found = {row["insee"]: _commune(territory, row, data) for row in data["communes"]}
    codes = [
        PostalCode(commune=found[row["insee"]], code=code) for row in data["communes"] for code in row["postal_codes"]
    ]
    PostalCode.objects.bulk_create(codes, ignore_conflicts=True)
    if before:
        joining = [commune for insee, commune in found.items() if insee not in before or before[insee].left_on]
        leaving = [commune for insee, commune in before.items() if insee not in found and not commune.left_on]
        _change_perimeter(joining, is_joining=True, on=on, source=data["source"])
        _change_perimeter(leaving, is_joining=False, on=on, source=data["source"])
    territory.communes_source, territory.population_source = data["source"], data["population_source"]
    territory.communes_imported_on = on
    territory.save(update_fields=["communes_source", "population_source", "communes_imported_on"])
    return [commune.body for commune in found.values()]


def _commune(territory: Territory, row: Mapping[str, Any], data: Mapping[str, Any]) -> Commune:
    body = _communal_body(territory, row, str(data["source"]))
    facts = {
        "body": body,
        "slug": body.slug,
        "name": row["name"],
        "name_folded": folded(row["name"]),
        "population": row["population"],
        "population_year": data["population_year"],
        "outline": row["outline"],
        "label_x": row["label"][0],
        "label_y": row["label"][1],
    }
    commune, _ = Commune.objects.update_or_create(territory=territory, insee=row["insee"], defaults=facts)
    return commune


def _change_perimeter(communes: list[Commune], *, is_joining: bool, on: date, source: str) -> None:
    for commune in communes:
        facts = {"is_joining": is_joining, "source": source}
        PerimeterChange.objects.update_or_create(commune=commune, happened_on=on, defaults=facts)
    left_on = None if is_joining else on
    Commune.objects.filter(pk__in=[commune.pk for commune in communes]).update(left_on=left_on)


def _communal_body(territory: Territory, row: Mapping[str, Any], source: str) -> Body:
    """Add the body that a commune is: its town hall, under the commune's address."""
    facts = {
        **row["town_hall"],
        "kind": BodyKind.COMMUNE,
        "name": town_name(row["name"]),
        "short_name": row["name"],
        "siren": row["siren"],
        "source": source,
    }
    slug = slug_of(row["name"])
    known = Commune.objects.filter(territory=territory, insee=row["insee"]).values_list("body__slug", flat=True).first()
    if Body.objects.filter(territory=territory, slug=slug).exclude(siren=row["siren"]).exists():
        slug = f"{slug}-{row['insee'].lower()}"  # two communes of one name, or a body that bears it
    body, _ = Body.objects.update_or_create(territory=territory, slug=known or slug, defaults=facts)
    return body


@transaction.atomic
def give_competence(
    *,
    territory: Territory,
    code: str,
    label: str,
    plain_words: str,
    bodies: Iterable[Body],
    since: date,
    until: date | None = None,
    act: str,
    source: str,
    confidence: Confidence,
) -> Competence:
    """Say that bodies hold a competence since a date, by an act; an act already known is left as it stands."""
    competence, _ = Competence.objects.update_or_create(
        territory=territory, code=code, defaults={"label": label, "plain_words": plain_words}
    )
    CompetenceGrant.objects.bulk_create(
        [
            CompetenceGrant(
                competence=competence,
                body=body,
                since=since,
                until=until,
                act=act,
                source=source,
                confidence=confidence,
            )
            for body in bodies
        ],
        ignore_conflicts=True,
    )
    return competence


@transaction.atomic
def set_parameter(*, body: Body, code: str, value: int, since: date, source: str, confidence: Confidence) -> Parameter:
    """Fix a number of a body's règlement from a date on; what held before ends that day."""
    Parameter.objects.filter(body=body, code=code, until=None, since__lt=since).update(until=since)
    facts = {"value": value, "source": source, "confidence": confidence}
    parameter, _ = Parameter.objects.update_or_create(body=body, code=code, since=since, defaults=facts)
    return parameter


@transaction.atomic
def adopt_regulation(
    *, bodies: Iterable[Body], values: Mapping[str, int], since: date, source: str, confidence: Confidence
) -> None:
    """Give several bodies their first règlement: all numbers at once; what they have fixed is left alone."""
    Parameter.objects.bulk_create(
        [
            Parameter(body=body, code=code, value=value, since=since, source=source, confidence=confidence)
            for body in bodies
            for code, value in values.items()
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def plan_session(*, body: Body, held_on: date, source: str) -> CouncilSession:
    """Announce a session of a body's council."""
    session, _ = CouncilSession.objects.update_or_create(body=body, held_on=held_on, defaults={"source": source})
    return session
