"""The guide of the demonstration: the set of rules in use is recorded, and its pages can be found."""

from belvedere.contexts.guide.actions import record_rule_set
from belvedere.platform.territory.demo import Demo


def load(*, demo: Demo) -> None:
    record_rule_set(territory=demo.territory, by=None, now=demo.dawn)
