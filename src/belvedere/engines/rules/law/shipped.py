"""The set of rules that comes with the program, as TOML texts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from belvedere.engines.rules.law.reading import read_rule_set
from belvedere.engines.rules.law.ruleset import RuleSet

METHODS = "methods.toml"
CALENDAR = "calendar.toml"


def shipped_texts() -> Mapping[str, str]:
    """Return the texts of the set of rules and of the methods, by name of file.

    Examples
    --------
    >>> "milestones.toml" in shipped_texts()
    True
    """
    folder = files("belvedere.engines.rules.law") / "texts"
    found = ((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {name: entry.read_text(encoding="utf-8") for name, entry in sorted(found)}


@cache
def shipped_rules() -> RuleSet:
    """Return the set of rules that comes with the program.

    Examples
    --------
    >>> shipped_rules().rules["CU-103-2-ZAC"].versions[0].sources[0]
    'C. urb. L. 103-2, 2°'
    """
    return read_rule_set({name: text for name, text in shipped_texts().items() if name not in {METHODS, CALENDAR}})
