"""The figures of the demonstration: real values with their sources; the targets are invented and say so."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # a parsed file, checked by the columns that receive it

from belvedere.contexts.observatory.actions.editions import publish_figures
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.actions.readings import note_panel_reading, read_indicator
from belvedere.contexts.observatory.models import Edition, Indicator, Policy, Target
from belvedere.contexts.observatory.states.figures import (
    Confidence,
    Confidentiality,
    Frequency,
    IndicatorKind,
    ObservationStatus,
    Polarity,
    Reuse,
)
from belvedere.contexts.observatory.states.sheets import Figure, IndicatorSheet, TargetSheet
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Department

DATA = Path(__file__).parent.parent / "data"
METROPOLE = "246300701"
DESCRIBED_DAYS_AGO, PUBLISHED_DAYS_AGO, READ_DAYS_AGO = -398, -395, -90
TITLES = {
    "populations": "Populations légales de 2011 à 2023",
    "filosofi-2016": "Revenus et pauvreté 2016",
    "serie-revenus": "Revenus et pauvreté de 2014 à 2021",
    "indicateurs-communes": "Recensement, revenus, logement et énergie par commune",
    "comparateur-2021": "Base du comparateur de territoires 2021-2022",
    "serie-logement-metropole": "Logement dans la Métropole de 2010 à 2024",
    "equipements-bpe-2018": "Base permanente des équipements 2018",
    "electeurs-2017": "Participation à l’élection présidentielle de 2017",
}
INVENTED_ACT = "Cible inventée pour la démonstration"
Written = dict[str, Any]


def load(*, demo: Demo) -> None:
    """Describe the indicators, publish their values, set targets, let the three readers read."""
    written: dict[str, list[Written]] = json.loads((DATA / "indicators.json").read_text(encoding="utf-8"))
    indicators = _describe(written["indicators"], demo)
    if not indicators or Edition.objects.exists():
        return
    codes = {row["code"]: indicators[row["slug"]] for row in written["indicators"] if row["slug"] in indicators}
    for name, title in TITLES.items():
        figures = _figures(name, codes, demo)
        publish_figures(
            territory=demo.territory, title=title, figures=figures, note=name, now=demo.at(PUBLISHED_DAYS_AGO)
        )
    _aim(written["targets"], codes, demo)
    _read(demo)


def _describe(written: list[Written], demo: Demo) -> dict[str, Indicator]:
    policies = {policy.slug: policy for policy in Policy.objects.select_related("body", "territory")}
    departments = {(row.body_id, row.slug): row for row in Department.objects.all()}
    described = {}
    for rank, row in enumerate(written, 1):
        policy = policies.get(row["policy"])
        if policy is not None:
            described[row["slug"]] = describe_indicator(
                policy=policy,
                sheet=_sheet(row, rank),
                department=departments.get((policy.body_id, row["department"])),
                now=demo.at(DESCRIBED_DAYS_AGO),
            )
    return described


def _sheet(row: Written, rank: int) -> IndicatorSheet:
    same = (
        "slug",
        "name",
        "definition",
        "unit",
        "decimals",
        "source",
        "licence",
        "numerator",
        "denominator",
        "lower_bound",
        "upper_bound",
        "parts_add_up",
        "method",
        "limits",
        "alert_threshold",
    )
    return IndicatorSheet(
        **{name: row[name] for name in same},
        rank=rank,
        kind=IndicatorKind(row["kind"]),
        polarity=Polarity(row["polarity"]),
        reuse=Reuse(row["reuse"]),
        frequency=Frequency(row["frequency"]),
    )


def _figures(name: str, codes: dict[str, Indicator], demo: Demo) -> list[tuple[Indicator, list[Figure]]]:
    found: dict[str, list[Figure]] = {}
    for row in _rows(name):
        area = demo.territory.siren if row["territoire"] == METROPOLE else row["territoire"]
        found.setdefault(row["indicateur"], []).append(
            Figure(
                area=area,
                period=row["periode"],
                value=float(row["valeur"]) if row["valeur"] else None,
                status=ObservationStatus(row["statut"]),
                confidentiality=Confidentiality(row["confidentialite"]),
                margin=float(row["marge"]) if row["marge"] else None,
                note=row["note"],
            )
        )
    return [(codes[code], figures) for code, figures in found.items() if code in codes]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / "figures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _aim(written: list[Written], codes: dict[str, Indicator], demo: Demo) -> None:
    for row in written:
        steps = [row, row | row["then"]] if "then" in row else [row]
        for step in steps:
            sheet = TargetSheet(
                base_period=step["base_period"],
                base_value=step["base_value"],
                due_period=step["due_period"],
                value=step["value"],
                act=INVENTED_ACT,
                is_demonstration=True,
                milestones=tuple((period, value) for period, value in step["milestones"]),
                reason=step.get("reason", ""),
            )
            set_target(indicator=codes[row["indicator"]], sheet=sheet, now=demo.at(step["set_days"]))


def _read(demo: Demo) -> None:
    aimed = Target.objects.values_list("indicator__slug", flat=True).distinct().order_by("indicator__slug")
    for slug in aimed:
        read_indicator(slug=slug, now=demo.at(READ_DAYS_AGO))
    facilitator = Role.objects.select_related("body", "user").filter(kind=RoleKind.FACILITATOR).first()
    if facilitator is not None:
        note_panel_reading(
            slug="log-vacance-longue",
            verdict=Confidence.FRAGILE,
            reason="La vacance longue remonte depuis 2022 ; nous demandons la liste des immeubles par quartier.",
            panel_size=24,
            panel_method="Vote à main levée après deux séances, panel de la démonstration",
            is_demonstration=True,
            by=facilitator,
            now=demo.at(READ_DAYS_AGO + 10),
        )
