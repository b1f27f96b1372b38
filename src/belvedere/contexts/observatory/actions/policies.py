"""What a policy costs and how it was evaluated: lines and evaluations written, written again, taken away."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import BudgetLine, Evaluation, Policy
from belvedere.contexts.observatory.refusals import SourceIsMissing
from belvedere.contexts.observatory.states.policies import BudgetSheet, EvaluationSheet
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed


def _locked(slug: str, by: Role | None) -> Policy:
    policy = Policy.objects.select_for_update(of=("self",)).select_related("territory").get(slug=slug)
    if by is not None and not has_perm("observatory.keep_policy", by, policy):
        raise NotAllowed
    return policy


@transaction.atomic
def write_budget_line(*, policy_slug: str, sheet: BudgetSheet, by: Role | None = None, now: datetime) -> BudgetLine:
    """Write a line of a year, or write it again when the year and its label are the same."""
    policy = _locked(policy_slug, by)
    if not sheet.source.strip() and not sheet.is_demonstration:
        raise SourceIsMissing
    said = asdict(sheet)
    key = {"policy": policy, "year": said.pop("year"), "label": said.pop("label").strip()}
    line, _is_new = BudgetLine.objects.update_or_create(**key, defaults=said)
    _journal(policy, events.BUDGET_WRITTEN, {"policy": policy.slug, "year": line.year}, by=by, now=now)
    return line


@transaction.atomic
def remove_budget_line(*, policy_slug: str, line_id: int, by: Role, now: datetime) -> None:
    """Take a line away; asked twice, it is taken away once."""
    policy = _locked(policy_slug, by)
    line = BudgetLine.objects.filter(policy=policy, pk=line_id).first()
    if line is None:
        return
    year = line.year
    line.delete()
    _journal(policy, events.BUDGET_WRITTEN, {"policy": policy.slug, "year": year}, by=by, now=now)


@transaction.atomic
def write_evaluation(*, policy_slug: str, sheet: EvaluationSheet, by: Role | None = None, now: datetime) -> Evaluation:
    """Write an evaluation, or write it again when its day and its title are the same."""
    policy = _locked(policy_slug, by)
    if not sheet.source.strip() and not sheet.is_demonstration:
        raise SourceIsMissing
    said = asdict(sheet)
    key = {"policy": policy, "published_on": said.pop("published_on"), "title": said.pop("title").strip()}
    evaluation, _is_new = Evaluation.objects.update_or_create(**key, defaults=said)
    _journal(policy, events.EVALUATION_WRITTEN, {"policy": policy.slug}, by=by, now=now)
    return evaluation


@transaction.atomic
def remove_evaluation(*, policy_slug: str, evaluation_id: int, by: Role, now: datetime) -> None:
    """Take an evaluation away; asked twice, it is taken away once."""
    policy = _locked(policy_slug, by)
    deleted, _by_model = Evaluation.objects.filter(policy=policy, pk=evaluation_id).delete()
    if deleted:
        _journal(policy, events.EVALUATION_REMOVED, {"policy": policy.slug}, by=by, now=now)


def _journal(policy: Policy, kind: Kind, payload: dict[str, Value], *, by: Role | None, now: datetime) -> None:
    record(
        kind=kind,
        territory=policy.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("politique", policy.slug),
        matter="",
        payload=payload,
    )
