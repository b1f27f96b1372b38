"""The demonstration's territory: real bodies and communes; what is invented says so in its source."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any  # a parsed file
from zoneinfo import ZoneInfo

from django.conf import settings

from belvedere.platform.territory.actions import (
    adopt_regulation,
    give_competence,
    import_communes,
    open_body,
    open_department,
    plan_session,
    set_parameter,
)
from belvedere.platform.territory.models import Body, Territory
from belvedere.platform.territory.states import BodyKind, Confidence


@dataclass(frozen=True)
class Demo:
    """The frame in which each context makes its part of the demonstration."""

    territory: Territory
    today: date

    def at(self, days: int, hour: int = 9) -> datetime:
        """Return the hour of a day counted from today; negative days are past."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))


DATA = Path(__file__).parent / "data"
ALL_COMMUNES = "communes"


def load(*, demo: Demo) -> None:
    """Make the bodies, the communes, who decides what, the règlement and the sessions; again, it changes nothing."""
    institutions = _read("institutions.json")
    for facts in institutions["bodies"]:
        open_body(territory=demo.territory, **{**facts, "kind": BodyKind(facts["kind"])})
    towns = import_communes(territory=demo.territory, data=_read("clermont.json"))
    bodies = {body.slug: body for body in Body.objects.all()}
    for facts in institutions["departments"]:
        open_department(body=bodies[facts["body"]], slug=facts["slug"], name=facts["name"])
    for facts in institutions["competences"]:
        _give(demo.territory, facts, bodies, towns)
    _adopt(institutions["regulation"], bodies, towns)
    _revise(institutions["regulation"], bodies, demo)
    sessions = institutions["council_sessions"]
    for slug in sessions["bodies"]:
        for days in sessions["days_from_today"]:
            plan_session(body=bodies[slug], held_on=demo.at(days).date(), source=sessions["source"])


def _read(name: str) -> Any:  # noqa: ANN401 -- a parsed file, checked by the columns that receive it
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _give(territory: Territory, facts: dict[str, Any], bodies: dict[str, Body], towns: list[Body]) -> None:
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


def _adopt(facts: dict[str, Any], bodies: dict[str, Body], towns: list[Body]) -> None:
    """The same règlement for all, except what a commune fixes otherwise."""
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


def _revise(facts: dict[str, Any], bodies: dict[str, Body], demo: Demo) -> None:
    """A number that has changed since: what began before keeps the former one."""
    revision = facts["revision"]
    for body in bodies.values():
        if body.kind != BodyKind.COMMUNE:
            set_parameter(
                body=body,
                code=revision["code"],
                value=revision["value"],
                since=demo.at(revision["days_from_today"]).date(),
                source=revision["source"],
                confidence=Confidence(facts["confidence"]),
            )
