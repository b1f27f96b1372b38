"""Files of actions: the round trip loses nothing; a bad row is told with its mend; the good ones enter if accepted."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from frictionless import Resource, Schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.contexts.actionplan.actions.files import bring_file, drop_file, import_file
from belvedere.contexts.actionplan.actions.sheets import add_action, revise_action
from belvedere.contexts.actionplan.exports import sheets_as_csv, sheets_as_xlsx, table_schema
from belvedere.contexts.actionplan.models import Action, Deposit, Plan
from belvedere.contexts.actionplan.queries.checking import CheckedPlan, checked_plan
from belvedere.contexts.actionplan.queries.sheets import directory, sheet_of, with_parts
from belvedere.contexts.actionplan.refusals import FileHasFaults
from belvedere.contexts.actionplan.states.cells import COLUMNS, tidied
from belvedere.contexts.actionplan.states.sheets import ActionSheet, Origin
from belvedere.platform.exchange.refusals import NotASheet
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.actionplan.plans import added, opened, sheet
from tests.contexts.opinions import Body2026
from tests.factories import CommuneFactory

HEADER = "reference,axe,titre,organisme,service,horizon,debut,echeance,cout_euros,prerequis,origines"
GOOD = "{key},1,Une action,{body},mobilites,court,2026-12-01,30/06/2027,1 500,{needs},saisine | S-2026-0001"


def good(world: Body2026, key: str = "", needs: str = "") -> str:
    return GOOD.format(key=key, body=world.body.slug, needs=f'"{needs}"')


def check(plan: Plan, *lines: str, header: str = HEADER) -> CheckedPlan:
    content = "\n".join([header, *lines]).encode()
    return checked_plan(plan=plan, content=content, file_name="plan.csv", on=date(2026, 11, 23))


def everything() -> list[Action]:
    return list(with_parts(Action.objects.order_by("reference")))


@pytest.mark.parametrize(("write", "name"), [(sheets_as_csv, "plan.csv"), (sheets_as_xlsx, "plan.xlsx")])
def test_round_trip_changes_nothing(world: Body2026, other: Body2026, now: datetime, write: Any, name: str) -> None:
    plan = opened(world, now)
    CommuneFactory(territory=world.body.territory, slug="royat")
    first = added(world, now, title="=SOMME(A1)", summary='\'Deux\nlignes, « guillemets » ; "droits"')
    added(
        world, now, axis=None, department="", cost_euros=0, cost_note="+ 10 %", prerequisites=(first.reference,),
        partners=("autre-commune",), communes=("royat",), deliverables=("- un", "@deux"), risks=("'trois",),
        origins=(Origin("etude", "Étude, 4.6"), Origin("saisine", "S-2026-0001", "/saisines/S-2026-0001/")),
    )  # fmt: skip
    found = checked_plan(plan=plan, content=write(everything()), file_name=name, on=now.date())
    assert (found.faults, found.row_count, found.unchanged) == ([], 2, 2)


def tidied_title(text: str) -> str:
    day = date(2026, 1, 1)
    return tidied(ActionSheet(text, "m", "court", day, day)).title


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'", "''=x", "a\r\nb", "\u2028", " « a » ", "|", "1,5;2", "\x0bx", "\x07", "_x0041_"]
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT.filter(tidied_title), summary=TEXT, items=st.lists(TEXT, max_size=3), label=TEXT)
def test_any_sheet_comes_back_from_both_files(
    world: Body2026, now: datetime, title: str, summary: str, items: list[str], label: str
) -> None:
    plan = Plan.objects.first() or opened(world, now)
    action = Action.objects.first() or added(world, now)
    origins = (Origin("etude", label),) if tidied_title(label) else ()
    wanted = sheet(world, title=title, summary=summary, deliverables=tuple(items), risks=tuple(items), origins=origins)
    revise_action(action=action, sheet=wanted, by=world.agent, now=now)
    assert sheet_of(everything()[0]) == tidied(wanted)
    for write, name in ((sheets_as_csv, "a.csv"), (sheets_as_xlsx, "a.xlsx")):
        found = checked_plan(plan=plan, content=write(everything()), file_name=name, on=now.date())
        assert (found.faults, [row.sheet for row in found.rows]) == ([], [tidied(wanted)])


BAD = [
    ("titre", {"titre": ""}, "Le titre est vide.", "Dites en quelques mots ce qui sera fait."),
    ("organisme", {"organisme": "personne"}, "« personne » n’est pas connu.", None),
    ("service", {"service": "plage"}, "« plage » n’est pas un service de cet organisme.", None),
    ("horizon", {"horizon": "tôt"}, "« tôt » n’est pas connu.", "Écrivez l’un de ces codes : court, long, moyen."),
    ("debut", {"debut": "demain"}, "« demain » n’est pas une date.", None),
    ("echeance", {"echeance": "31/02/2027"}, "« 31/02/2027 » n’est pas une date.", None),
    ("echeance", {"echeance": "2026-11-30"}, "Elle vient avant le début.", None),
    ("echeance", {"echeance": "2028-01-01"}, "Elle dépasse l’horizon.", None),
    ("axe", {"axe": "9"}, "Cet axe n’existe pas.", "Écrivez l’un de ces numéros : 1."),
    ("cout_euros", {"cout_euros": "12.5"}, "« 12.5 » n’est pas un nombre entier.", None),
    ("prerequis", {"prerequis": "P-2026-0999"}, "« P-2026-0999 » n’existe pas.", None),
    ("origines", {"origines": "rumeur | On dit"}, "« rumeur | On dit » ne se lit pas.", None),
    ("origines", {"origines": "etude | X | javascript:x"}, "« javascript:x » n’est pas une adresse.", None),
    ("reference", {"reference": "P-2026-0999"}, "« P-2026-0999 » n’est pas dans le plan.", None),
]  # fmt: skip


@pytest.mark.parametrize(("column", "wrong", "words", "mend"), BAD)
def test_bad_row_is_told_with_line_column_reason_and_mend(
    world: Body2026, now: datetime, column: str, wrong: dict[str, str], words: str, mend: str | None
) -> None:
    plan = opened(world, now)
    cells = dict(zip(HEADER.split(","), good(world).replace('""', "").split(","), strict=True)) | wrong
    found = check(plan, good(world), ",".join(cells.values()))
    plain = str.maketrans("\N{NO-BREAK SPACE}", " ")
    assert [(fault.line, fault.column, fault.message.translate(plain)) for fault in found.faults] == [
        (3, column, words)
    ]
    assert found.faults[0].mend
    assert mend is None or found.faults[0].mend.translate(plain) == mend
    assert len(found.added) == 1


def test_header_is_looked_at_first(world: Body2026, now: datetime) -> None:
    plan = opened(world, now)
    found = check(plan, "a,b,c", header="titre,titre,couleur")
    assert {(fault.line, fault.column) for fault in found.faults} == {
        (1, "organisme"), (1, "horizon"), (1, "debut"), (1, "echeance"), (1, "couleur"), (1, "titre"),
    }  # fmt: skip


def test_state_is_not_imported(world: Body2026, now: datetime) -> None:
    plan = opened(world, now)
    action = added(world, now)
    lines = [f"{row},{state}" for row, state in ((good(world, action.reference), "faite"), (good(world), "prevue"))]
    found = check(plan, *lines, header=f"{HEADER},etat")
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "etat")]


def test_a_loop_is_named_and_what_waits_for_a_bad_row_is_bad(world: Body2026, now: datetime) -> None:
    plan = opened(world, now)
    found = check(
        plan,
        good(world, "N1", "N2"),
        good(world, "N2", "N1"),
        good(world, "N3", "N1"),
        good(world, "N4"),
        good(world, "N5", "N4"),
        good(world, "N5"),
    )
    assert [(fault.line, fault.column) for fault in found.faults] == [
        (2, "prerequis"),
        (3, "prerequis"),
        (4, "prerequis"),
        (7, "reference"),
    ]
    assert "N1 → N2" in found.faults[0].message or "N2 → N1" in found.faults[0].message
    assert [row.key for row in found.rows] == ["N4", "N5"]


def test_nothing_is_imported_until_right_or_accepted(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    old = added(world, now)
    content = "\n".join([HEADER, good(world, "N1", old.reference), good(world, old.reference), good(world, "N2", "N9")])
    with pytest.raises(NotAllowed):
        bring_file(content=content.encode(), file_name="plan.csv", by=other.agent, now=now)
    with pytest.raises(NotASheet):
        bring_file(content=b"", file_name="plan.csv", by=world.agent, now=now)
    deposit = bring_file(content=content.encode(), file_name="plan.csv", by=world.agent, now=now)
    with pytest.raises(FileHasFaults):
        import_file(deposit=deposit, good_rows_only=False, by=world.agent, now=now)
    assert Action.objects.count() == 1
    with pytest.raises(NotAllowed):
        import_file(deposit=deposit, good_rows_only=True, by=world.elected, now=now)
    import_file(deposit=deposit, good_rows_only=True, by=world.agent, now=now)
    first, second = everything()
    assert (first.title, sheet_of(second).prerequisites) == ("Une action", (old.reference,))
    event = json.loads(Event.objects.get(kind="actionplan.imported").payload)
    assert (event["added"], event["revised"]) == ([second.reference], [old.reference])
    assert bytes(Deposit.objects.get().content) == b""
    with pytest.raises(NotInThisState):
        import_file(deposit=deposit, good_rows_only=True, by=world.agent, now=now)


def test_new_rows_may_wait_for_one_another_in_any_order(world: Body2026, now: datetime) -> None:
    opened(world, now)
    content = "\n".join([HEADER, good(world, "N2", "N1"), good(world, "N1")]).encode()
    deposit = bring_file(content=content, file_name="plan.csv", by=world.agent, now=now)
    import_file(deposit=deposit, good_rows_only=False, by=world.agent, now=now)
    first, second = everything()
    assert (sheet_of(first).prerequisites, sheet_of(second).prerequisites) == ((), (first.reference,))


def test_file_is_dropped_and_forgotten(world: Body2026, now: datetime) -> None:
    opened(world, now)
    deposit = bring_file(content=f"{HEADER}\n{good(world)}".encode(), file_name="plan.csv", by=world.agent, now=now)
    drop_file(deposit=deposit, by=world.agent, now=now)
    assert (bytes(Deposit.objects.get().content), Action.objects.count()) == (b"", 0)


def test_columns_left_out_change_nothing(world: Body2026, now: datetime) -> None:
    plan = opened(world, now)
    action = add_action(sheet=sheet(world, risks=("Un risque",), cost_euros=12), by=world.agent, now=now)
    line = f"{action.reference},Autre titre,{world.body.slug},court,2026-12-01,2027-06-30"
    found = check(plan, line, header="reference,titre,organisme,horizon,debut,echeance")
    assert [row.sheet for row in found.rows] == [replace(sheet_of(everything()[0]), title="Autre titre")]


def test_schema_describes_every_column(world: Body2026, now: datetime) -> None:
    opened(world, now)
    schema = table_schema(directory())
    assert [row["name"] for row in schema["fields"]] == list(COLUMNS)
    added(world, now, title="=1", risks=("Un", "Deux"))
    resource = Resource(data=sheets_as_csv(everything()), format="csv", schema=Schema.from_descriptor(schema))
    assert resource.validate().flatten(["rowNumber", "fieldName", "type"]) == []
