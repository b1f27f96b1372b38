"""Why no panel exists, and what could be given up, as JSON for a screen or a program."""

from collections.abc import Sequence

from belvedere.engines.sortition.feasibility import Conflict
from belvedere.engines.sortition.relaxation import Relaxation
from belvedere.engines.sortition.rules import Rule
from belvedere.engines.sortition.writing import pretty_json

FORMAT = "belvedere.sortition.relaxation"
VERSION = 1

_Json = dict[str, object]


def relaxation_json(conflict: Conflict, relaxations: Sequence[Relaxation]) -> str:
    """Return why no panel exists and what could be given up, for a program to show."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "conflict": {
            "code": str(conflict.reason.code),
            "values": dict(conflict.reason.values),
            "sentence": conflict.sentence,
            "is_smallest": conflict.is_smallest,
            "rules": [_rule(rule) for rule in conflict.rules],
        },
        "relaxations": [
            {
                "cost": relaxation.cost,
                "sentence": relaxation.sentence,
                "changes": [
                    _rule(change.rule) | {"new_bound": change.bound, "sentence": change.sentence}
                    for change in relaxation.changes
                ],
            }
            for relaxation in relaxations
        ],
    }
    return pretty_json(content)


def _rule(rule: Rule) -> _Json:
    named: _Json = {"category": rule.quota.category, "value": rule.quota.value} if rule.quota else {}
    return {"side": str(rule.side), "bound": rule.bound, "sentence": rule.sentence, **named}
