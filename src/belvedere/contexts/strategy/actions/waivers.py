"""Setting a rule of subsidiarity aside, in public. Neighbours call it with their own plan."""

from datetime import datetime

from django.db import transaction
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.locking import journal
from belvedere.contexts.strategy.models import Waiver
from belvedere.contexts.strategy.queries.subsidiarity import Checked
from belvedere.contexts.strategy.refusals import ReasonNeeded, RuleNotBroken
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Subject
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Territory


@transaction.atomic
def waive_rule(
    *, checked: Checked, rule: str, reason: str, body: Body, by: Role, now: datetime, matter: str = ""
) -> Waiver:
    """Set aside, for a plan of a body, a rule that the check just found broken; its reason is public."""
    territory = Territory.objects.select_for_update().get(pk=body.territory_id)
    waiver = Waiver(territory=territory, subject=checked.subject, rule=rule, body=body, reason=reason.strip(), at=now)
    if not has_perm("strategy.waive", by, waiver):
        raise NotAllowed
    if not waiver.reason:
        raise ReasonNeeded
    is_known = Waiver.objects.filter(subject=checked.subject, rule=rule).exists()
    if is_known or rule not in {one.verdict.rule.id for one in checked.blocking}:
        raise RuleNotBroken
    waiver.save()
    payload = {"subject": checked.subject, "rule": rule, "body": body.name}
    subject = Subject("subsidiarite", checked.subject)
    journal(territory, events.RULE_WAIVED, subject=subject, by=by, now=now, payload=payload, matter=matter)
    return waiver
