"""A file of actions: brought and looked at, then imported whole or for its good rows only, or given up."""

import hashlib
from dataclasses import replace
from datetime import datetime
from graphlib import TopologicalSorter

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions.moving import journal_plan
from belvedere.contexts.actionplan.actions.plan import locked_plan
from belvedere.contexts.actionplan.actions.sheets import write_new, write_sheet
from belvedere.contexts.actionplan.models import Action, Deposit, Plan
from belvedere.contexts.actionplan.queries.checking import CheckedPlan, FileRow, checked_plan
from belvedere.contexts.actionplan.queries.sheets import Directory, directory
from belvedere.contexts.actionplan.refusals import FileHasFaults
from belvedere.contexts.actionplan.states.iterations import DEPOSIT, DepositState, DepositVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.sheets import read_sheet
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


@transaction.atomic
def bring_file(*, content: bytes, file_name: str, by: Role, now: datetime) -> Deposit:
    """Keep a file of actions to be looked at: nothing of it is in the plan."""
    plan = _led_by(by)
    read_sheet(content, file_name)
    return Deposit.objects.create(
        territory=plan.territory,
        brought_by=by,
        received_at=now,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


@transaction.atomic
def import_file(*, deposit: Deposit, good_rows_only: bool, by: Role, now: datetime) -> CheckedPlan:
    """Put a file in the plan: whole, or its good rows only when that was accepted."""
    plan = _led_by(by)
    deposit = _locked(deposit, DepositVerb.IMPORT)
    found = checked_plan(
        plan=plan, content=bytes(deposit.content), file_name=deposit.file_name, on=timezone.localdate(now)
    )
    if found.faults and not good_rows_only:
        raise FileHasFaults
    added = _add(plan, found.added, now)
    known = directory()
    revised = _revise(found.revised, added, known, now)
    _forget(deposit)
    payload: dict[str, Value] = {"sha256": deposit.sha256, "added": list(added.values()), "revised": list(revised)}
    journal_plan(plan, "plan", events.IMPORTED, now=now, actor=Actor.role(by), payload=payload)
    return found


@transaction.atomic
def drop_file(*, deposit: Deposit, by: Role, now: datetime) -> None:  # noqa: ARG001 -- every action takes the hour
    """Give up a file that was only looked at; its content is erased."""
    _led_by(by)
    _forget(_locked(deposit, DepositVerb.DROP))


def _led_by(by: Role) -> Plan:
    plan = locked_plan()
    if not has_perm("actionplan.lead", by, plan):
        raise NotAllowed
    return plan


def _locked(deposit: Deposit, verb: DepositVerb) -> Deposit:
    deposit = Deposit.objects.select_for_update(of=("self",)).get(pk=deposit.pk)
    reached = DEPOSIT.get((DepositState(deposit.state), verb))
    if reached is None:
        raise NotInThisState
    deposit.state = reached
    return deposit


def _forget(deposit: Deposit) -> None:
    deposit.content = b""
    deposit.save(update_fields=["state", "content"])


def _add(plan: Plan, rows: list[FileRow], now: datetime) -> dict[str, str]:
    """Write new actions, each after those of the file that it waits for; return their references by their names."""
    known = directory()
    given: dict[str, str] = {}
    for row in _in_order(rows):
        sheet = replace(row.sheet, prerequisites=_named(row, given))
        action = write_new(plan, sheet, known, now=now)
        known.actions[action.reference] = action.pk
        given[row.key] = action.reference
    return given


def _named(row: FileRow, given: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(given.get(needed, needed) for needed in row.sheet.prerequisites))


def _in_order(rows: list[FileRow]) -> list[FileRow]:
    by_key = {row.key: row for row in rows}
    needs = {key: [needed for needed in row.sheet.prerequisites if needed in by_key] for key, row in by_key.items()}
    return [by_key[key] for key in TopologicalSorter(needs).static_order()]


def _revise(rows: list[FileRow], given: dict[str, str], known: Directory, now: datetime) -> list[str]:
    wanted = Action.objects.select_for_update(of=("self",)).select_related("territory")
    found = {action.reference: action for action in wanted.filter(reference__in=[row.key for row in rows])}
    for row in rows:
        sheet = replace(row.sheet, prerequisites=_named(row, given))
        write_sheet(found[row.key], sheet, known, now=now)
    return sorted(found)
