"""What ``belvedere rules explain`` writes of each rule."""

from collections.abc import Iterator

from belvedere.engines.rules.law.answers import written
from belvedere.engines.rules.law.changes import Change, what_would_change
from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.law import Law
from belvedere.engines.rules.law.ruleset import Kind, RuleSet, Version
from belvedere.engines.rules.law.verdict import Verdict, because, judge, missing, next_questions
from belvedere.engines.rules.law.wording import change_in_words

UNKNOWN = "unknown"
DISCLAIMER = (
    "Aide à la décision : ne remplace pas l’avis de votre service juridique. Droit consulté à la date indiquée pour "
    "chaque règle."
)


def explained(law: Law, facts: Facts, unknown: frozenset[str]) -> dict[str, object]:
    """Return all verdicts as plain values."""
    verdicts = judge(law, facts)
    rules = law.rules
    return {
        "rule_set": rules.version,
        "on": law.on.isoformat(),
        "facts": {name: written(rules, name, value) for name, value in facts.items()},
        "said_unknown": sorted(unknown),
        "disclaimer": DISCLAIMER,
        "next_questions": [
            {
                "id": found.question,
                "title": dict(rules.questions[found.question].title),
                "score": round(found.score, 3),
                "rules": list(found.rules),
            }
            for found in next_questions(law, facts, verdicts)
            if found.question not in unknown
        ],
        "rules": [_verdict(law, facts, verdict) for verdict in verdicts.values()],
    }


def _told(value: bool | None) -> bool | str:  # noqa: FBT001 -- a verdict
    return UNKNOWN if value is None else value


def _verdict(law: Law, facts: Facts, verdict: Verdict) -> dict[str, object]:
    rule = verdict.rule
    versions = verdict.versions or rule.versions
    return {
        "id": rule.id,
        "title": dict(rule.title),
        "effect": rule.effect.value,
        "verdict": _told(verdict.holds),
        "applies": _told(verdict.applies),
        "in_force": bool(verdict.versions),
        "missing": list(missing(verdict, facts)),
        "neutralised_by": list(verdict.neutralised_by),
        "because": {name: written(law.rules, name, value) for name, value in because(verdict, facts).items()},
        "what_would_change": list(_changes(law, facts, verdict)),
        "sources": list(dict.fromkeys(source for version in versions for source in version.sources)),
        "confidence": verdict.confidence.value,
        "is_certain": verdict.confidence.is_certain,
        "read_on": min(version.read_on for version in versions).isoformat(),
        "alerts": [version.alert for version in versions if version.alert],
        "versions": [_version(version) for version in versions],
        "authority": rule.authority,
        "exception": rule.exception,
        "milestones": list(rule.milestones),
        "deliverables": list(rule.deliverables),
    }


def _version(version: Version) -> dict[str, object]:
    return {
        "valid_from": version.valid_from.isoformat() if version.valid_from else None,
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "condition": version.when_text,
        "sources": list(version.sources),
        "confidence": version.confidence.value,
        "read_on": version.read_on.isoformat(),
    }


def _changes(law: Law, facts: Facts, verdict: Verdict) -> Iterator[dict[str, object]]:
    for change in what_would_change(law, verdict, facts):
        answers = [_answer(law.rules, facts, verdict, name, change) for name in change.answers]
        withdrawn = [
            {"question": name, "from": written(law.rules, name, facts[name]), "to": None} for name in change.withdrawn
        ]
        yield {
            "applies": change.applies,
            "answers": [*answers, *withdrawn],
            "sentence": {language: change_in_words(law.rules, change, facts, language) for language in ("fr", "en")},
        }


def _answer(rules: RuleSet, facts: Facts, verdict: Verdict, name: str, change: Change) -> dict[str, object]:
    value, current = change.answers[name], facts.get(name)
    told: dict[str, object] = {
        "question": name,
        "from": None if current is None else written(rules, name, current),
        "to": written(rules, name, value),
    }
    if name in change.alike:
        told["or"] = [option for option in change.alike[name] if option != value]
    elif rules.questions[name].kind in {Kind.NUMBER, Kind.DATE} and isinstance(value, int | float):
        near = min(_thresholds(verdict, facts, change, name), key=lambda point: abs(point - value), default=None)
        told["threshold"] = None if near is None else written(rules, name, near)
        told["distance"] = abs(value - current) if isinstance(current, int | float) else None
    return told


def _thresholds(verdict: Verdict, facts: Facts, change: Change, name: str) -> Iterator[float]:
    marks = verdict.binding.domains.marks
    yield from marks.numbers.get(name, ())
    for other, added in marks.others.get(name, ()):
        answer = {**facts, **change.answers}.get(other)
        if isinstance(answer, int | float):
            yield answer + added
