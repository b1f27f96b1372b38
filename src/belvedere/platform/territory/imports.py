"""Brings a territory up to date from its communes (gathered from public files) and its institutions (by hand)."""

from collections.abc import Mapping
from datetime import date
from typing import Any  # parsed files, checked by the columns that receive them

from django.db import transaction

from belvedere.platform.territory.actions import (
    adopt_regulation,
    give_competence,
    import_communes,
    open_body,
    open_department,
)
from belvedere.platform.territory.models import Body, Territory
from belvedere.platform.territory.states import BodyKind, Confidence
from belvedere.platform.territory.words import slug_of

ALL_COMMUNES = "communes"
Facts = Mapping[str, Any]


@transaction.atomic
def import_territory(*, territory: Territory, communes: Facts, institutions: Facts | None, on: date) -> dict[str, Body]:
    """Import bodies, communes, departments, competences and règlement; return the bodies by slug.

    Running it again changes nothing; a later file brings names, addresses and populations up to date and leaves alone
    the acts and the numbers already there. Without institutions, the intercommunality itself is opened, and no more.
    """
    facts = _alone(territory, communes) if institutions is None else institutions
    for body in facts["bodies"]:
        open_body(territory=territory, **{**body, "kind": BodyKind(body["kind"])})
    towns = import_communes(territory=territory, data=communes, on=on)
    bodies = {body.slug: body for body in Body.objects.filter(territory=territory)}
    for department in facts["departments"]:
        open_department(body=bodies[department["body"]], slug=department["slug"], name=department["name"])
    for competence in facts["competences"]:
        _give(territory, competence, bodies, towns)
    if facts["regulation"] is not None:
        _adopt(facts["regulation"], bodies, towns)
    return bodies


def _alone(territory: Territory, communes: Facts) -> Facts:
    nothing: dict[str, Any] = {"bodies": [], "departments": [], "competences": [], "regulation": None}
    if Body.objects.filter(territory=territory, kind=BodyKind.METROPOLE.value).exists():
        return nothing
    name, siren, source = communes["name"], communes["siren"], communes["source"]
    body = {"kind": BodyKind.METROPOLE, "slug": slug_of(name), "name": name, "short_name": name[:60]}
    return {**nothing, "bodies": [{**body, "siren": siren, "source": source}]}


def _give(territory: Territory, facts: Facts, bodies: Mapping[str, Body], towns: list[Body]) -> None:
    for grant in facts["grants"]:
        give_competence(
            territory=territory,
            code=facts["code"],
            label=facts["label"],
            plain_words=facts["plain_words"],
            bodies=towns if grant["body"] == ALL_COMMUNES else [bodies[grant["body"]]],
            since=date.fromisoformat(grant["since"]),
            until=date.fromisoformat(grant["until"]) if grant["until"] else None,
            act=grant["act"],
            source=grant["source"],
            confidence=Confidence(grant["confidence"]),
        )


def _adopt(facts: Facts, bodies: Mapping[str, Body], towns: list[Body]) -> None:
    """The same règlement for all, except what the communes fix otherwise."""
    others = [body for body in bodies.values() if body.kind != BodyKind.COMMUNE]
    for_all: dict[str, int] = facts["parameters"]
    for adopting, values in ((others, for_all), (towns, for_all | facts["of_communes"])):
        adopt_regulation(
            bodies=adopting,
            values=values,
            since=date.fromisoformat(facts["since"]),
            source=facts["source"],
            confidence=Confidence(facts["confidence"]),
        )
