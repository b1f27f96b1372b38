"""Writes of the territory."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any  # the imported file is JSON, checked by the columns that receive it

from django.db import transaction
from django.utils.text import slugify

from belvedere.platform.territory.models import (
    Body,
    Commune,
    Competence,
    CompetenceGrant,
    CouncilSession,
    Department,
    Parameter,
    PostalCode,
    ReferenceCounter,
    Territory,
)
from belvedere.platform.territory.states import BodyKind, Confidence
from belvedere.platform.territory.words import folded


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
    return Body.objects.create(
        territory=territory, kind=kind, slug=slug, name=name, short_name=short_name, siren=siren, source=source
    )


@transaction.atomic
def open_department(*, body: Body, slug: str, name: str) -> Department:
    """Add a department to a body."""
    return Department.objects.create(body=body, slug=slug, name=name)


@transaction.atomic
def import_communes(*, territory: Territory, data: Mapping[str, Any]) -> list[Body]:
    """Add the communes of a file made by tools/build_territory.py, each with its body; return the bodies."""
    bodies = []
    postal_codes = []
    for row in data["communes"]:
        body = _communal_body(territory, row, str(data["source"]))
        commune = Commune.objects.create(
            territory=territory,
            body=body,
            insee=row["insee"],
            slug=body.slug,
            name=row["name"],
            name_folded=folded(row["name"]),
            population=row["population"],
            population_year=data["population_year"],
            outline=row["outline"],
            label_x=row["label"][0],
            label_y=row["label"][1],
        )
        postal_codes += [PostalCode(commune=commune, code=code) for code in row["postal_codes"]]
        bodies.append(body)
    PostalCode.objects.bulk_create(postal_codes)
    return bodies


def _communal_body(territory: Territory, row: Mapping[str, Any], source: str) -> Body:
    hall = row["town_hall"]
    name = row["name"].replace("'", "’")
    return Body.objects.create(
        territory=territory,
        kind=BodyKind.COMMUNE,
        slug=slugify(row["name"].replace("'", "-")),
        name=f"Ville de {name}",
        short_name=name,
        street=hall["street"],
        postal_code=hall["postal_code"],
        city=hall["city"],
        phone=hall["phone"],
        email=hall["email"],
        website=hall["website"],
        opening_hours=hall["opening_hours"],
        source=source,
    )


@transaction.atomic
def give_competence(
    *,
    territory: Territory,
    code: str,
    label: str,
    plain_words: str,
    bodies: Iterable[Body],
    since: date,
    act: str,
    source: str,
    confidence: Confidence,
) -> Competence:
    """Say that bodies hold a competence since a date, by an act."""
    competence, _ = Competence.objects.get_or_create(
        territory=territory, code=code, defaults={"label": label, "plain_words": plain_words}
    )
    CompetenceGrant.objects.bulk_create(
        CompetenceGrant(competence=competence, body=body, since=since, act=act, source=source, confidence=confidence)
        for body in bodies
    )
    return competence


@transaction.atomic
def set_parameter(*, body: Body, code: str, value: int, since: date, source: str, confidence: Confidence) -> Parameter:
    """Fix a number of a body's règlement from a date on; what held before ends that day."""
    Parameter.objects.filter(body=body, code=code, until=None, since__lt=since).update(until=since)
    return Parameter.objects.create(
        body=body, code=code, value=value, since=since, source=source, confidence=confidence
    )


@transaction.atomic
def plan_session(*, body: Body, held_on: date, source: str) -> CouncilSession:
    """Announce a session of a body's council."""
    return CouncilSession.objects.create(body=body, held_on=held_on, source=source)
