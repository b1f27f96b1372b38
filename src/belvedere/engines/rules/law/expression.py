"""The conditions of the rules: a small language that is parsed into a tree and never executed as code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn


class ExpressionError(ValueError):
    """A condition that cannot be read: what is wrong, at which character, and how to mend it."""

    code = "expression"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text between quotes, or ``true`` / ``false``."""

    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, by its id."""

    question: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated parameter, written ``p['its.key']``."""

    key: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A number plus or minus another."""

    left: "Node"
    sign: int
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms and one of ``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``."""

    left: "Node"
    operator: str
    right: "Node"


@dataclass(frozen=True, slots=True)
class Among:
    """Whether an answer is one of some texts; ``inside`` is False for ``not in``."""

    left: "Node"
    texts: tuple[str, ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class Negation:
    """The contrary."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Junction:
    """All of its operands (``and``) or at least one of them (``or``)."""

    word: str
    operands: tuple["Node", ...]


Node = Literal | Answer | Figure | Shift | Comparison | Among | Negation | Junction

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d[\d_]*(?:\.\d+)?)|(?P<text>'[^']*'|"[^"]*")|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<sign><=|>=|==|!=|[<>()\[\],+-]))"""
)
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false", "p"})
_DEEPEST = 30


def parse_expression(text: str) -> Node:
    """Return the tree of a condition.

    Parameters
    ----------
    text : str
        ``or``, ``and``, ``not``, comparisons, ``in [...]``, ``not in [...]``, ``+``, ``-``, parentheses, numbers, texts
        between quotes, ``true``, ``false``, ids of questions, ``p['key']`` for a parameter.

    Returns
    -------
    Node
        The tree; nothing has been computed nor looked up.

    Raises
    ------
    ExpressionError
        With the character at which reading stopped and what was expected there.

    Notes
    -----
    Recursive descent, linear in the length of the text; a condition nested more than 30 times is refused.

    Examples
    --------
    >>> parse_expression("not entretien and cout > p['seuil']")
    Junction(word='and', operands=(Negation(operand=Answer(question='entretien')), \
Comparison(left=Answer(question='cout'), operator='>', right=Figure(key='seuil'))))
    """
    reader = _Reader(text)
    node = reader.junction("or")
    if reader.current is not None:
        reader.refuse("write « and » or « or » between two conditions, or remove what follows")
    return node


def nodes(node: Node) -> Iterator[Node]:
    """Yield a tree's nodes, each before what it is made of.

    Examples
    --------
    >>> [type(part).__name__ for part in nodes(parse_expression("not a"))]
    ['Negation', 'Answer']
    """
    yield node
    match node:
        case Shift(left, _, right) | Comparison(left, _, right):
            yield from nodes(left)
            yield from nodes(right)
        case Among(left, _, _) | Negation(left):
            yield from nodes(left)
        case Junction(_, operands):
            for operand in operands:
                yield from nodes(operand)
        case _:
            return


class _Reader:
    """Reads tokens one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.depth = 0
        self.kind: str | None = None
        self.current: str | None = None
        self.start = 0
        self.advance()

    def advance(self) -> str | None:
        """Go to the next token; return the one that is left."""
        left = self.current
        rest = self.text[self.position :]
        if not rest.strip():
            self.kind, self.current, self.start = None, None, len(self.text)
            return left
        found = _TOKEN.match(self.text, self.position)
        if found is None:
            self.start = self.position + len(rest) - len(rest.lstrip())
            self.current = self.text[self.start]
            self.refuse("this sign is not part of the language")
        self.kind, self.start, self.position = found.lastgroup, found.start(found.lastgroup or 0), found.end()
        self.current = found[found.lastgroup or 0]
        return left

    def refuse(self, mend: str) -> NoReturn:
        shown = "the end" if self.current is None else f"« {self.current} »"
        raise ExpressionError(f"at character {self.start + 1}, {shown}: {mend}")

    def expect(self, sign: str) -> None:
        if self.current != sign or self.kind == "text":
            self.refuse(f"« {sign} » is expected here")
        self.advance()

    def junction(self, word: str) -> Node:
        """Read operands of ``or``, themselves made of operands of ``and``."""
        self.depth += word == "or"
        if self.depth > _DEEPEST:
            self.refuse("the condition is nested too deep: split it into two rules")
        read = self.negation if word == "and" else lambda: self.junction("and")
        operands = [read()]
        while self.current == word and self.kind == "name":
            self.advance()
            operands.append(read())
        self.depth -= word == "or"
        return operands[0] if len(operands) == 1 else Junction(word, tuple(operands))

    def negation(self) -> Node:
        negations = 0
        while self.current == "not" and self.kind == "name":
            self.advance()
            negations += 1
        node = self.comparison()
        return Negation(node) if negations % 2 else node

    def comparison(self) -> Node:
        left = self.sum()
        if self.kind == "sign" and self.current in _COMPARISONS:
            operator = str(self.advance())
            node = Comparison(left, operator, self.sum())
            if self.kind == "sign" and self.current in _COMPARISONS:
                self.refuse("compare two terms at a time and join with « and »")
            return node
        inside = True
        if self.current == "not" and self.kind == "name":
            self.advance()
            inside = False
            if self.current != "in":
                self.refuse("« in » is expected after « not »")
        if self.current == "in" and self.kind == "name":
            self.advance()
            return Among(left, self.texts(), inside)
        return left

    def texts(self) -> tuple[str, ...]:
        self.expect("[")
        found = []
        while self.kind == "text":
            found.append(str(self.advance())[1:-1])
            if self.current == ",":
                self.advance()
        if not found:
            self.refuse("write at least one text between quotes")
        self.expect("]")
        return tuple(found)

    def sum(self) -> Node:
        node = self.term()
        while self.kind == "sign" and self.current in {"+", "-"}:
            sign = 1 if self.advance() == "+" else -1
            node = Shift(node, sign, self.term())
        return node

    def term(self) -> Node:
        if self.kind == "number":
            return Literal(_number(str(self.advance())))
        if self.kind == "text":
            return Literal(str(self.advance())[1:-1])
        if self.current == "(" and self.kind == "sign":
            self.advance()
            node = self.junction("or")
            self.expect(")")
            return node
        if self.kind != "name" or self.current in _KEYWORDS - {"true", "false", "p"}:
            self.refuse("a question, a number, a text between quotes or a parenthesis is expected here")
        name = str(self.advance())
        if name in {"true", "false"}:
            return Literal(name == "true")
        return self.figure() if name == "p" else Answer(name)

    def figure(self) -> Node:
        self.expect("[")
        if self.kind != "text":
            self.refuse("write the key of a parameter between quotes, such as p['cu.r103_1.montant']")
        key = str(self.advance())[1:-1]
        self.expect("]")
        return Figure(key)


def _number(text: str) -> float:
    clean = text.replace("_", "")
    return float(clean) if "." in clean else int(clean)
