"""Values added, revised, undone; what pages said before; the three readings."""

import json
from datetime import datetime, timedelta

import pytest

from belvedere.contexts.observatory.actions.editions import publish_figures
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.actions.readings import note_panel_reading, read_indicator, say_confidence
from belvedere.contexts.observatory.models import Indicator, Observation, Series, SheetVersion
from belvedere.contexts.observatory.queries.figures import observations
from belvedere.contexts.observatory.queries.readings import latest_readings
from belvedere.contexts.observatory.queries.revisions import register_of
from belvedere.contexts.observatory.refusals import ReadingNeedsAReason, TargetMovesForAReason
from belvedere.contexts.observatory.states.figures import Confidence, ObservationStatus, Reader
from belvedere.contexts.observatory.states.sheets import Figure, TargetSheet
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Commune
from tests.contexts.examens import Panel2026
from tests.contexts.figures import SHEET, TARGET, whole_of
from tests.factories import DepartmentFactory, RoleFactory


@pytest.fixture
def indicator(world: Panel2026, now: datetime) -> Indicator:
    return describe_indicator(policy=world.policy, sheet=SHEET, now=now)


def journal(kind: str) -> list[dict[str, object]]:
    return [json.loads(row.payload) for row in Event.objects.filter(kind=kind).order_by("sequence")]


def publish(indicator: Indicator, now: datetime, *figures: Figure) -> None:
    publish_figures(territory=indicator.territory, title="Filosofi", figures=[(indicator, figures)], now=now)


def test_a_revision_adds_and_what_says_the_same_adds_nothing(indicator: Indicator, now: datetime) -> None:
    later = now + timedelta(days=30)
    publish(indicator, now, whole_of(indicator, "2021", 12), whole_of(indicator, "2022", 13))
    publish(indicator, later, whole_of(indicator, "2021", 12.5), whole_of(indicator, "2022", 13))
    assert list(Observation.objects.order_by("pk").values_list("period", "revision", "value")) == [
        ("2021", 1, 12.0),
        ("2022", 1, 13.0),
        ("2021", 2, 12.5),
    ]
    assert journal("observatory.edition_published") == [
        {"edition": "D-2026-0001", "values": 2},
        {"edition": "D-2026-0002", "values": 1},
    ]


def test_what_this_page_said_on_a_day(indicator: Indicator, now: datetime) -> None:
    later = now + timedelta(days=30)
    publish(indicator, now, whole_of(indicator, "2021", 12))
    publish(indicator, later, whole_of(indicator, "2021", 12.5), whole_of(indicator, "2022", 13))
    said = {
        at: list(observations(at=at).order_by("period").values_list("period", "value"))
        for at in (None, now - timedelta(days=1), now, later)
    }
    assert said == {
        None: [("2021", 12.5), ("2022", 13.0)],
        now - timedelta(days=1): [],
        now: [("2021", 12.0)],
        later: [("2021", 12.5), ("2022", 13.0)],
    }


def test_a_series_names_its_last_value(indicator: Indicator, beaumont: Commune, now: datetime) -> None:
    publish(indicator, now, Figure(beaumont.insee, "2022", 9), Figure(beaumont.insee, "2021", 8))
    publish(indicator, now, Figure(beaumont.insee, "2021", 8.5), Figure(beaumont.insee, "2022", 9.5))
    series = Series.objects.select_related("latest").get()
    assert series.latest is not None
    assert (series.commune, series.latest.period, series.latest.value) == (beaumont, "2022", 9.5)


def test_a_sheet_written_again_keeps_its_versions(indicator: Indicator, world: Panel2026, now: datetime) -> None:
    describe_indicator(policy=world.policy, sheet=SHEET, now=now)
    assert SheetVersion.objects.count() == 1
    changed = SHEET.__class__(**{**SHEET.__dict__, "method": "Nouvelle méthode"})
    describe_indicator(policy=world.policy, sheet=changed, by=world.agent, reason="Insee 2024", now=now)
    assert [row.said["method"] for row in SheetVersion.objects.order_by("number")] == ["", "Nouvelle méthode"]
    with pytest.raises(NotAllowed):
        describe_indicator(policy=world.policy, sheet=SHEET, by=world.elected, now=now)


def test_a_target_moves_for_a_reason_and_the_former_one_stays(indicator: Indicator, now: datetime) -> None:
    set_target(indicator=indicator, sheet=TARGET, now=now)
    easier = TargetSheet(**{**TARGET.__dict__, "value": 11.0})
    with pytest.raises(TargetMovesForAReason):
        set_target(indicator=indicator, sheet=easier, now=now)
    moved = TargetSheet(**{**easier.__dict__, "reason": "La crise de 2020."})
    set_target(indicator=indicator, sheet=moved, now=now)
    assert list(indicator.targets.values_list("number", "value", "reason")) == [
        (1, 10.0, ""),
        (2, 11.0, "La crise de 2020."),
    ]
    assert [change.why for change in register_of(indicator)][:2] in (
        ["La crise de 2020.", "Délibération du 7 décembre 2018"],
        ["", "Délibération du 7 décembre 2018"],
    )


def test_an_indicator_turns_late_once(indicator: Indicator, now: datetime) -> None:
    publish(indicator, now, whole_of(indicator, "2018", 20), whole_of(indicator, "2021", 19.9))
    assert read_indicator(slug=indicator.slug, now=now).verdict == "not_assessable"  # type: ignore[union-attr]  # there is one
    set_target(indicator=indicator, sheet=TARGET, now=now)
    publish(indicator, now, whole_of(indicator, "2022", 21.5))
    reading = read_indicator(slug=indicator.slug, now=now)
    assert reading is not None
    assert (reading.verdict, reading.rule_version) == ("receding", "belvedere-status-1")
    assert read_indicator(slug=indicator.slug, now=now) is None
    publish(indicator, now, whole_of(indicator, "2023", 22.5))
    assert read_indicator(slug=indicator.slug, now=now) is not None
    assert journal("observatory.indicator_turned_late") == [{"indicator": "pauvrete", "status": "receding"}]
    assert [said["status"] for said in journal("observatory.indicator_read")] == ["not_assessable", "receding"]


def test_three_readings_stand_side_by_side(indicator: Indicator, world: Panel2026, now: datetime) -> None:
    department = DepartmentFactory(body=world.body, slug="social", name="Direction sociale")
    Indicator.objects.update(department=department)
    service = RoleFactory(body=world.body, department=department, kind=RoleKind.DEPARTMENT)
    other = RoleFactory(body=world.body, kind=RoleKind.DEPARTMENT)
    said = {"slug": indicator.slug, "confidence": Confidence.FRAGILE, "now": now}
    with pytest.raises(NotAllowed):
        say_confidence(**said, reason="Trop peu d’aides.", by=other)
    with pytest.raises(ReadingNeedsAReason):
        say_confidence(**said, reason=" ", by=service)
    say_confidence(**said, reason="Trop peu d’aides.", by=service)
    read_indicator(slug=indicator.slug, now=now)
    panel = {"slug": indicator.slug, "verdict": Confidence.COMPROMISED, "panel_size": 42, "now": now}
    with pytest.raises(NotAllowed):
        note_panel_reading(**panel, reason="Rien ne bouge.", panel_method="Vote", by=world.elected)
    note_panel_reading(
        **panel, reason="Rien ne bouge.", panel_method="Vote", matter="E-2026-0001", by=world.facilitator
    )
    found = latest_readings([indicator])[indicator.pk]
    assert {reader: row.verdict for reader, row in found.items()} == {
        Reader.COMPUTED: "not_assessable",
        Reader.DEPARTMENT: "fragile",
        Reader.PANEL: "compromis",
    }
    assert latest_readings([indicator], at=now - timedelta(days=1)) == {}
    assert Event.objects.get(kind="observatory.panel_reading_noted").matter == "E-2026-0001"


def test_a_missing_value_is_not_zero_for_the_rule(indicator: Indicator, now: datetime) -> None:
    set_target(indicator=indicator, sheet=TARGET, now=now)
    missing = Figure(indicator.territory.siren, "2022", None, status=ObservationStatus.MISSING)
    publish(indicator, now, whole_of(indicator, "2018", 20), whole_of(indicator, "2021", 18), missing)
    reading = read_indicator(slug=indicator.slug, now=now)
    assert reading is not None
    assert (reading.verdict, reading.inputs["period"]) == ("late", "2021-12-31")
