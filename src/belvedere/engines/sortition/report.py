"""The report of a draw: Markdown, and one HTML file with its plots, without any script or outside request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from belvedere.engines.sortition.plots import chance_bars, chances_curve, quota_bars
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.report_page import page
from belvedere.engines.sortition.report_words import Writer
from belvedere.engines.sortition.summary import Group, Summary


@dataclass(frozen=True)
class Outcome:
    """What a report tells: the problem, the chances by person, their summary, and how they were computed."""

    problem: Problem
    probabilities: Sequence[float]
    summary: Summary
    objective: str
    seed: int
    digest: str
    """SHA-256 of the problem's JSON, in hexadecimal."""
    gap: float
    """The largest distance between a level of the objective and the bound that its proof gives."""
    deviation: float
    """The largest distance between a chance aimed at and the one that the panels give."""
    trusted: int = 0
    """How many inequalities the proof takes on the integer solver's word."""


@dataclass(frozen=True)
class _Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def report_markdown(outcome: Outcome, writer: Writer) -> str:
    """Return the report as Markdown. It names nobody."""
    say, summary = writer.say, outcome.summary
    parts = [f"# {say('title', size=writer.whole(summary.size))}", *_lead(outcome, writer)]
    parts += [f"## {say('figures')}", _markdown(_figures(outcome, writer))]
    parts += [f"## {say('quotas')}", say("quotas_lead")]
    for category, groups in summary.by_category.items():
        parts += [f"### {_plain(category)}", _markdown(_quota_table(groups, summary, writer))]
    parts += [f"## {say('chances')}", say("chances_lead")]
    for category, groups in summary.by_category.items():
        parts += [f"### {_plain(category)}", _markdown(_chance_table(groups, writer))]
    parts += [f"## {say('certificate')}", say("certificate_lead"), f"`{outcome.digest}`"]
    parts += [_markdown(_certificate(outcome, writer))]
    return "\n\n".join(parts) + "\n"


def report_html(outcome: Outcome, writer: Writer) -> str:
    """Return the report as one HTML file. It names nobody."""
    say, summary = writer.say, outcome.summary
    title = say("title", size=writer.whole(summary.size))
    parts = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(line)}</p>" for line in _lead(outcome, writer))]
    parts += [_section("figures", writer), _html(_figures(outcome, writer), say("figures"))]
    curve = chances_curve("curve", outcome.probabilities, summary, writer)
    parts += [_figure(curve, say("curve"), f"<figcaption>{escape(say('curve'))}</figcaption>")]
    parts += [
        _section("quotas", writer),
        f"<p>{escape(say('quotas_lead'))} {escape(say('quota_bars_description'))}</p>",
    ]
    for number, (category, groups) in enumerate(summary.by_category.items()):
        plot = quota_bars(f"quota-{number}", category, groups, summary, writer)
        parts += [f"<h3>{escape(category)}</h3>", _figure(plot, say("quota_bars_title", category=category))]
        parts += [_html(_quota_table(groups, summary, writer), say("quota_bars_title", category=category))]
    parts += [_section("chances", writer), f"<p>{escape(say('chances_lead'))} {escape(say('bars_description'))}</p>"]
    for number, (category, groups) in enumerate(summary.by_category.items()):
        parts += [
            f"<h3>{escape(category)}</h3>",
            _figure(chance_bars(f"chance-{number}", category, groups, writer), say("bars_title", category=category)),
        ]
        parts += [_html(_chance_table(groups, writer), say("bars_title", category=category))]
    parts += [_section("certificate", writer), f"<p>{escape(say('certificate_lead'))}</p>"]
    parts += [f"<p><code>{escape(outcome.digest)}</code></p>", _html(_certificate(outcome, writer), say("certificate"))]
    return page(title, writer.language, parts)


def _figure(plot: str, name: str, caption: str = "") -> str:
    """Return a plot that can be scrolled with the keyboard where the screen is narrow."""
    return f'<figure tabindex="0" aria-label="{escape(name)}">{plot}{caption}</figure>'


def _section(code: str, writer: Writer) -> str:
    return f"<h2>{escape(writer.say(code))}</h2>"


def _lead(outcome: Outcome, writer: Writer) -> list[str]:
    summary = outcome.summary
    said = writer.say(
        "lead",
        people=writer.whole(summary.people),
        size=writer.whole(summary.size),
        objective=writer.say(outcome.objective),
        lowest=writer.percent(summary.lowest),
        highest=writer.percent(summary.highest),
        equal=writer.percent(summary.equal_chance),
    )
    count = summary.without_chance
    code = {0: "nobody_without", 1: "one_without"}.get(count, "some_without")
    return [said, writer.say(code, count=writer.whole(count))]


def _figures(outcome: Outcome, writer: Writer) -> _Table:
    summary = outcome.summary
    numbers = {
        "people": writer.whole(summary.people),
        "size": writer.whole(summary.size),
        "lowest": writer.percent(summary.lowest),
        "lowest_above_zero": writer.percent(summary.lowest_above_zero),
        "median": writer.percent(summary.median),
        "highest": writer.percent(summary.highest),
        "equal": writer.percent(summary.equal_chance),
        "gini": writer.decimal(summary.gini, 4),
        "panels": writer.whole(summary.panels),
        "without_chance": writer.whole(summary.without_chance),
        "households": writer.whole(len(outcome.problem.households)),
    }
    rows = tuple((writer.say(code), number) for code, number in numbers.items())
    return _Table((writer.say("figure"), writer.say("number")), rows)


def _quota_table(groups: Iterable[Group], summary: Summary, writer: Writer) -> _Table:
    header = tuple(writer.say(code) for code in ("value", "quota", "pool", "share", "expected", "range"))
    rows = (
        (
            group.quota.value,
            f"{group.quota.minimum}–{group.quota.maximum}",
            writer.whole(group.people),
            writer.percent(group.people / summary.people, 1),
            writer.decimal(group.expected_places),
            f"{group.fewest_places}–{group.most_places}",
        )
        for group in groups
    )
    return _Table(header, tuple(rows))


def _chance_table(groups: Iterable[Group], writer: Writer) -> _Table:
    header = tuple(writer.say(code) for code in ("value", "pool", "mean", "spread"))
    rows = (
        (
            group.quota.value,
            writer.whole(group.people),
            writer.percent(group.mean),
            f"{writer.percent(group.lowest)} – {writer.percent(group.highest)}",
        )
        for group in groups
    )
    return _Table(header, tuple(rows))


def _certificate(outcome: Outcome, writer: Writer) -> _Table:
    numbers = {
        "objective": outcome.objective,
        "seed": str(outcome.seed),
        "gap": f"{outcome.gap:.0e}",
        "deviation": f"{outcome.deviation:.0e}",
        "trusted": writer.whole(outcome.trusted),
    }
    rows = tuple((writer.say(code), number) for code, number in numbers.items())
    return _Table((writer.say("figure"), writer.say("number")), rows)


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#|~&" else letter for letter in text)


def _markdown(table: _Table) -> str:
    lines = [table.header, tuple("---" for _ in table.header)]
    lines += [tuple(_plain(cell) for cell in row) for row in table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _html(table: _Table, caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in table.rows
    )
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
