"""Checks a set of rules as a whole: types, names, dates, neutralisation, order of the acts."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NoReturn

from belvedere.engines.rules.law.domains import linear
from belvedere.engines.rules.law.expression import (
    Among,
    Answer,
    Comparison,
    Figure,
    Junction,
    Literal,
    Negation,
    Node,
    Shift,
    nodes,
)
from belvedere.engines.rules.law.fields import nearest
from belvedere.engines.rules.law.ruleset import Kind, Regime, Rule, RuleSet, RuleSetError

Places = Callable[[str], str]
_ONE_DAY = timedelta(days=1)
_DECISION = "DECISION"


def check(rules: RuleSet, place: Places) -> None:
    """Refuse a set whose parts do not hold together.

    Raises
    ------
    RuleSetError
        For an unknown question, option or parameter; a condition that compares things of different kinds; versions
        that overlap; a cycle of neutralisation or of acts; a name that nothing describes. The message says where
        (by ``place``) and how to mend it.
    """
    if rules.start_question not in rules.questions or rules.questions[rules.start_question].kind is not Kind.DATE:
        raise RuleSetError(
            f"[set]: start_question « {rules.start_question} » must be the id of a question of kind « date »."
        )
    earlier: dict[str, None] = {}
    for question in rules.questions.values():
        if question.when is not None:
            _check_condition(rules, question.when, place(question.id), earlier)
        earlier[question.id] = None
    for rule in rules.rules.values():
        _check_rule(rules, rule, place(rule.id))
    for contradiction in rules.contradictions:
        _check_condition(rules, contradiction.when, place(contradiction.id), rules.questions)
    _check_order({name: rule.neutralises for name, rule in rules.rules.items()}, place, "neutralises")
    _check_milestones(rules, place)


def _refuse(place: str, why: str) -> NoReturn:
    raise RuleSetError(f"{place}: {why}")


def _check_rule(rules: RuleSet, rule: Rule, place: str) -> None:
    for version in rule.versions:
        if version.valid_from and version.valid_to and version.valid_to < version.valid_from:
            _refuse(place, f"valid_to {version.valid_to} is before valid_from {version.valid_from}: exchange them")
        _check_condition(rules, version.when, place, rules.questions)
        _check_figures(rules, rule, version.when, version.valid_from, place)
    for before, after in pairwise(rule.versions):
        if before.valid_to is None or after.valid_from is None or after.valid_from <= before.valid_to:
            _refuse(
                place,
                f"two versions are in force together on {after.valid_from or 'every day'}: end the older one with "
                f"valid_to = {(after.valid_from or date.max) - _ONE_DAY}",
            )
    for field, names, known in (
        ("neutralises", rule.neutralises, rules.rules),
        ("milestones", rule.milestones, rules.milestones),
        ("deliverables", rule.deliverables, rules.deliverables),
    ):
        _check_names(place, field, names, known)


def _check_names(place: str, field: str, names: Iterable[str], known: Iterable[str]) -> None:
    words = list(known)
    for name in names:
        if name not in words:
            _refuse(place, f"« {field} » names « {name} », which nothing describes{nearest(name, words)}")


def _check_figures(rules: RuleSet, rule: Rule, when: Node, valid_from: date | None, place: str) -> None:
    first = rules.covers_from if valid_from is None else max(valid_from, rules.covers_from)
    for part in nodes(when):
        if isinstance(part, Figure) and rules.parameters[part.key].on(first) is None:
            _refuse(
                place,
                f"the parameter « {part.key} » has no value on {first}, when the rule is already in force: add "
                "an older value, or begin the rule later with valid_from",
            )
    if rule.regime is Regime.ACT and any(
        isinstance(part, Answer) and part.question == rules.start_question for part in nodes(when)
    ):
        _refuse(place, f"« {rules.start_question} » already chooses the version: remove it from the condition")


def _check_condition(rules: RuleSet, node: Node, place: str, known: Iterable[str]) -> None:
    kind = _kind_of(rules, node, place, list(known))
    if kind != Kind.YES_NO:
        _refuse(place, f"the condition is not true or false but of kind « {kind} »: compare it with something")
    partners: dict[str, set[str]] = {}
    for part in nodes(node):
        if isinstance(part, Comparison) and _kind_of(rules, part.left, place, list(known)) == Kind.NUMBER:
            names = list(linear(Shift(part.left, -1, part.right), lambda _key: 0)[0].items())
            if len(names) > 2 or (len(names) == 2 and names[0][1] == names[1][1]):  # noqa: PLR2004 -- two sides
                _refuse(place, "a comparison takes one answer, or one answer against another: split it")
            for name, _ in names:
                partners.setdefault(name, set()).update({other for other, _ in names if other != name} or {""})
    for name, others in partners.items():
        if len(others) > 1:
            _refuse(
                place,
                f"« {name} » is compared with {', '.join(sorted(others - {''}) or ['figures'])} and with something "
                "else: a number is compared with figures, or with one other answer, not both",
            )


def _kind_of(rules: RuleSet, node: Node, place: str, known: list[str]) -> str:
    """Return the kind of a part of a condition, whose own parts are checked."""
    if isinstance(node, Literal | Figure | Answer):
        return _kind_of_leaf(rules, node, place, known)
    match node:
        case Shift(left, _, right):
            _want(rules, left, Kind.NUMBER, place, known)
            _want(rules, right, Kind.NUMBER, place, known)
            return Kind.NUMBER
        case Among(left, texts, _):
            _check_options(rules, left, texts, place, known)
        case Comparison(left, operator, right):
            _check_comparison(rules, left, operator, right, place, known)
        case Negation(operand):
            _want(rules, operand, Kind.YES_NO, place, known)
        case Junction(_, operands):
            for operand in operands:
                _want(rules, operand, Kind.YES_NO, place, known)
    return Kind.YES_NO


def _kind_of_leaf(rules: RuleSet, node: Literal | Figure | Answer, place: str, known: list[str]) -> str:
    if isinstance(node, Answer):
        if node.question not in known:
            _refuse(place, f"the question « {node.question} » is unknown here{nearest(node.question, known)}")
        return rules.questions[node.question].kind
    if isinstance(node, Figure):
        if node.key not in rules.parameters:
            _refuse(place, f"the parameter « {node.key} » is unknown{nearest(node.key, rules.parameters)}")
        return Kind.NUMBER
    if isinstance(node.value, str):
        return "text"
    return Kind.YES_NO if isinstance(node.value, bool) else Kind.NUMBER


def _want(rules: RuleSet, node: Node, kind: Kind, place: str, known: list[str]) -> None:
    found = _kind_of(rules, node, place, known)
    if found != kind:
        _refuse(place, f"something of kind « {found} » stands where « {kind} » is expected: compare it first")


def _check_options(rules: RuleSet, left: Node, texts: Iterable[str], place: str, known: list[str]) -> None:
    if not isinstance(left, Answer) or _kind_of(rules, left, place, known) != Kind.CHOICE:
        _refuse(place, "« in » and texts are for questions of kind « choix »: compare numbers with <, <=, > or >=")
    options = rules.questions[left.question].options
    for text in texts:
        if text not in options:
            _refuse(place, f"« {text} » is not an answer to « {left.question} »{nearest(text, options)}")


def _check_comparison(rules: RuleSet, left: Node, operator: str, right: Node, place: str, known: list[str]) -> None:
    if isinstance(right, Literal) and isinstance(right.value, str):
        if operator not in {"==", "!="}:
            _refuse(place, f"« {operator} » cannot compare texts: write == or !=")
        _check_options(rules, left, [right.value], place, known)
        return
    for side in (left, right):
        _want(rules, side, Kind.NUMBER, place, known)


def _check_order(follows: Mapping[str, Iterable[str]], place: Places, word: str) -> None:
    """Refuse a cycle, naming it."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            cycle = " → ".join([*path[path.index(name) :], name])
            _refuse(place(name), f"« {word} » turns in a circle, {cycle}: remove one of these links")
        if name not in done:
            for other in follows.get(name, ()):
                visit(other, (*path, name))
            done.add(name)

    for name in follows:
        visit(name, ())


def _check_milestones(rules: RuleSet, place: Places) -> None:
    if _DECISION not in rules.milestones:
        raise RuleSetError("The milestones must hold « DECISION », from which the others are counted: add it.")
    for milestone in rules.milestones.values():
        where = place(milestone.id)
        if milestone.id != _DECISION:
            _check_names(where, "before", [milestone.before], rules.milestones)
        _check_names(where, "follows", milestone.follows, rules.milestones)
    order = {name: tuple(filter(None, [milestone.before])) for name, milestone in rules.milestones.items()}
    for name, milestone in rules.milestones.items():
        for earlier in milestone.follows:
            order[earlier] = (*order[earlier], name)
    _check_order(order, place, "before")
