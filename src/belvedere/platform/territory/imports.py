"""Brings a territory up to date from two files: its communes (made by a tool), its institutions (by hand)."""

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

ALL_COMMUNES = "communes"
Facts = Mapping[str, Any]


@transaction.atomic
def import_territory(*, territory: Territory, communes: Facts, institutions: Facts) -> dict[str, Body]:
    """Import bodies, communes, departments, competences and règlement; return the bodies by slug.

    Running it again changes nothing; a later file brings names, addresses and populations up to date and leaves alone
    the acts and the numbers already there.
    """
    for facts in institutions["bodies"]:
        open_body(territory=territory, **{**facts, "kind": BodyKind(facts["kind"])})
    towns = import_communes(territory=territory, data=communes)
    bodies = {body.slug: body for body in Body.objects.filter(territory=territory)}
    for facts in institutions["departments"]:
        open_department(body=bodies[facts["body"]], slug=facts["slug"], name=facts["name"])
    for facts in institutions["competences"]:
        _give(territory, facts, bodies, towns)
    _adopt(institutions["regulation"], bodies, towns)
    return bodies


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
