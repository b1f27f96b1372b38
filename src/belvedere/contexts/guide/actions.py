"""Recording the set of rules in use, so that a verdict of today can be replayed later; its pages become findable."""

from datetime import datetime

from django.db import transaction
from rules import has_perm

from belvedere.contexts.guide.events import RULE_SET_RECORDED
from belvedere.contexts.guide.models import RuleSetVersion
from belvedere.contexts.guide.queries.cards import rule_card, rules_in_use
from belvedere.contexts.guide.queries.versions import digest_of
from belvedere.engines.rules.law.shipped import shipped_texts
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.models import Territory


@transaction.atomic
def record_rule_set(*, territory: Territory, by: Role | None, now: datetime) -> RuleSetVersion:
    """Record the set of rules in use, once: again, the same version is returned and nothing is written.

    ``by`` is None when the program does it by itself.
    """
    if by is not None and not has_perm("guide.record_rule_set", by):
        raise NotAllowed
    texts = dict(shipped_texts())
    rules = rules_in_use()
    recorded, is_new = RuleSetVersion.objects.get_or_create(
        territory=territory,
        digest=digest_of(texts),
        defaults={"version": rules.version, "texts": texts, "recorded_at": now},
    )
    if not is_new:
        return recorded
    cards = [rule_card(rule) for rule in rules.rules.values()]
    for card in cards:
        text = f"{card.rule.explanation['fr']} {' '.join(card.sources)} {card.rule.id}"
        index_document(
            territory=territory, kind="regle", key=card.rule.id, title=card.rule.title["fr"], text=text, url=card.url
        )
    record(
        kind=RULE_SET_RECORDED,
        territory=territory,
        now=now,
        actor=SYSTEM if by is None else Actor.role(by),
        subject=Subject("rule_set", recorded.digest),
        matter=rules.version,
        payload={
            "version": rules.version,
            "digest": recorded.digest,
            "rules": len(cards),
            "unsure": sum(not card.is_certain for card in cards),
        },
    )
    return recorded
