"""The sets of rules recorded, what changed between two, and which rules to read again."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.models import RuleSetVersion
from belvedere.contexts.guide.queries.cards import RuleCard, law_of, rule_card, rules_in_use
from belvedere.contexts.guide.words import CONFIDENCES, EFFECTS, said
from belvedere.engines.rules.law.answers import applicable, read_answers
from belvedere.engines.rules.law.reading import read_rule_set
from belvedere.engines.rules.law.ruleset import Rule, RuleSet, Version
from belvedere.engines.rules.law.shipped import CALENDAR, METHODS
from belvedere.engines.rules.law.verdict import Verdict, judge

_OLD_DAYS = 180


def digest_of(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 of a set's files, the same for the same texts."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def recorded_versions() -> list[RuleSetVersion]:
    """Return the sets recorded, the newest first, without their texts."""
    return list(RuleSetVersion.objects.defer("texts").order_by("-recorded_at", "-pk"))


def is_recorded(texts: Mapping[str, str]) -> bool:
    """Return whether these very files are recorded already."""
    return RuleSetVersion.objects.filter(digest=digest_of(texts)).exists()


@dataclass(frozen=True)
class ToRead:
    """A rule at the lawyer's desk: its card, the days since it was read, and why it must be read again."""

    card: RuleCard
    age_days: int
    reasons: tuple[Promise, ...]


def to_read_again(today: date) -> list[ToRead]:
    """Return the rules, those to read again first: the least sure, then those read longest ago."""
    rows = [_to_read(rule, today) for rule in rules_in_use().rules.values()]
    return sorted(rows, key=lambda row: (not row.reasons, -_rank(row), -row.age_days))


def _rank(row: ToRead) -> int:
    return max(version.confidence.rank for version in row.card.rule.versions)


def _to_read(rule: Rule, today: date) -> ToRead:
    card = rule_card(rule)
    age = (today - card.read_on).days
    reasons = []
    if not card.is_certain:
        reasons.append(_("Confiance insuffisante"))
    if card.alerts:
        reasons.append(_("Une alerte est écrite"))
    if age > _OLD_DAYS:
        reasons.append(_("Lue il y a plus de six mois"))
    return ToRead(card, age, tuple(reasons))


@dataclass(frozen=True)
class Difference:
    """What changed of a rule between two sets: each field, before and after."""

    rule: str
    title: str
    kind: Promise
    fields: tuple[tuple[Promise, str, str], ...]


def rules_of(version: RuleSetVersion) -> RuleSet:
    """Return a recorded set, read again from its files."""
    return read_rule_set({name: text for name, text in version.texts.items() if name not in {METHODS, CALENDAR}})


def differences(before: RuleSet, after: RuleSet) -> list[Difference]:
    """Return what changed between two sets, rule by rule: taken away, added, changed."""
    found = []
    for name in dict.fromkeys([*before.rules, *after.rules]):
        old, new = before.rules.get(name), after.rules.get(name)
        if old is None and new is not None:
            found.append(Difference(name, said(new.title), _("Ajoutée"), ()))
        elif new is None and old is not None:
            found.append(Difference(name, said(old.title), _("Retirée"), ()))
        elif old is not None and new is not None and old != new:
            fields = tuple(row for row in _fields(before, old, after, new) if row[1] != row[2])
            found.append(Difference(name, said(new.title), _("Changée"), fields))
    return found


def _fields(before: RuleSet, old: Rule, after: RuleSet, new: Rule) -> Iterator[tuple[Promise, str, str]]:
    yield _("Titre"), said(old.title), said(new.title)
    yield _("Effet"), str(EFFECTS[old.effect]), str(EFFECTS[new.effect])
    yield _("Explication"), said(old.explanation), said(new.explanation)
    yield _("Versions"), _told(old.versions), _told(new.versions)
    yield _("Rend sans objet"), ", ".join(old.neutralises), ", ".join(new.neutralises)
    yield _("Actes"), ", ".join(old.milestones), ", ".join(new.milestones)
    yield (
        _("Documents"),
        ", ".join(said(before.deliverables[name]) for name in old.deliverables),
        ", ".join(said(after.deliverables[name]) for name in new.deliverables),
    )


def _told(versions: tuple[Version, ...]) -> str:
    return " | ".join(
        f"{version.valid_from or '…'} – {version.valid_to or '…'} : {version.when_text} "
        f"({' ; '.join(version.sources)} ; {CONFIDENCES[version.confidence]} ; {version.alert})"
        for version in versions
    )


@dataclass(frozen=True)
class Replayed:
    """A rule's verdict on two days."""

    card: RuleCard
    before: bool | None
    after: bool | None

    @property
    def has_changed(self) -> bool:
        return self.before is not self.after


def replayed(answers: Mapping[str, object], first: date, second: date) -> list[Replayed]:
    """Return each rule's verdict on two days for the same answers, those that changed first."""
    before, after = _judged(answers, first), _judged(answers, second)
    rows = [
        Replayed(rule_card(verdict.rule, verdict.versions or None), before[name].applies, verdict.applies)
        for name, verdict in after.items()
    ]
    return sorted(rows, key=lambda row: not row.has_changed)


def _judged(answers: Mapping[str, object], on: date) -> dict[str, Verdict]:
    law = law_of(on)
    return judge(law, applicable(law, read_answers(law.rules, answers).facts))
