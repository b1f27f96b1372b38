"""What comes out of a draw: tables, a report in two languages, plots that stand alone."""

import doctest
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition import report_words, summary, writing
from belvedere.engines.sortition.problem import Distribution, Person, Problem, Quota
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.reading import Columns, read_problem
from belvedere.engines.sortition.report import Outcome, report_html, report_markdown
from belvedere.engines.sortition.report_words import Language, Writer
from belvedere.engines.sortition.summary import Group, Summary, gini, summary_of
from belvedere.engines.sortition.writing import categories_csv, panels_csv, probabilities_csv, respondents_csv

QUOTAS = (
    Quota("sexe", "F", 1, 1),
    Quota("sexe", "H", 1, 1, 0, 2),
    Quota("âge", "5-9", 0, 2),
    Quota("âge", "10-14 <&> | *", 0, 2),
)
PEOPLE = (
    Person("a", ("F", "5-9")),
    Person("b", ("F", "10-14 <&> | *"), "b"),
    Person("c", ("H", "10-14 <&> | *"), "b"),
    Person("d", ("H", "5-9")),
)
PROBLEM = Problem(2, QUOTAS, PEOPLE)
DISTRIBUTION = Distribution(((0, 2), (0, 3), (1, 3)), (0.25, 0.25, 0.5))
PROBABILITIES = (0.5, 0.5, 0.25, 0.75)
OUTCOME = Outcome(
    PROBLEM, PROBABILITIES, summary_of(PROBLEM, PROBABILITIES, DISTRIBUTION), "leximin", 0, "ab" * 32, 1e-9, 0.0
)


@pytest.mark.parametrize("module", [summary, writing, report_words])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0


def test_summary() -> None:
    groups = (
        Group(QUOTAS[0], 2, 0.5, 0.5, 0.5, 1, 1),
        Group(QUOTAS[1], 2, 0.25, 0.5, 0.75, 1, 1),
        Group(QUOTAS[2], 2, 0.5, 0.625, 0.75, 1, 2),
        Group(QUOTAS[3], 2, 0.25, 0.375, 0.5, 0, 1),
    )
    assert OUTCOME.summary == Summary(4, 2, 3, 0.25, 0.25, 0.5, 0.75, 0.1875, 0, groups)
    assert {name: [group.quota.value for group in some] for name, some in OUTCOME.summary.by_category.items()} == {
        "sexe": ["F", "H"],
        "âge": ["5-9", "10-14 <&> | *"],
    }


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_gini_is_the_mean_difference(chances: list[float]) -> None:
    total = sum(chances)
    differences = sum(abs(one - other) for one in chances for other in chances)
    expected = differences / (2 * len(chances) * total) if total else 0
    assert gini(sorted(chances)) == pytest.approx(expected, abs=1e-9)


def test_tables() -> None:
    assert probabilities_csv(PROBLEM, PROBABILITIES) == (
        "id,probability\na,0.500000000000\nb,0.500000000000\nc,0.250000000000\nd,0.750000000000\n"
    )
    assert panels_csv(PROBLEM, DISTRIBUTION) == (
        "panel,probability,ids\n1,0.500000000000,b;d\n2,0.250000000000,a;c\n3,0.250000000000,a;d\n"
    )


def test_the_tables_do_not_depend_on_the_order_of_people() -> None:
    backwards = Problem(2, QUOTAS, PEOPLE[::-1])
    panels = tuple(tuple(sorted(3 - place for place in panel)) for panel in DISTRIBUTION.panels[::-1])
    assert panels_csv(backwards, Distribution(panels, DISTRIBUTION.weights[::-1])) == panels_csv(PROBLEM, DISTRIBUTION)
    assert probabilities_csv(backwards, PROBABILITIES[::-1]) == probabilities_csv(PROBLEM, PROBABILITIES)


def test_a_problem_written_as_csv_is_read_again() -> None:
    columns = Columns(household=("household",))
    reading = read_problem(categories_csv(PROBLEM), respondents_csv(PROBLEM), size=2, columns=columns)
    assert (reading.problem, reading.notices) == (canonical(PROBLEM), ())


def test_markdown_in_french() -> None:
    text = report_markdown(OUTCOME, Writer(Language.FRENCH))
    lead = (
        "4 candidatures, 2 places, un objectif\u00a0: leximin (la plus petite chance est la plus grande possible, puis "
        "la deuxième, et ainsi de suite). Chaque personne a une chance connue d’avance, de 25,00\u00a0% à 75,00\u00a0%"
        "\u00a0; à parts égales, elle serait de 50,00\u00a0%."
    )
    nobody = "Personne n’est exclu\u00a0: chacun a une chance d’être tiré."
    title = "# Tirage au sort d’un panel de 2 personnes"
    assert text.splitlines()[:5] == [title, "", lead, "", nobody]
    assert "| 10-14 \\<\\&\\> \\| \\* | 0–2 | 2 | 50,0\u00a0% | 0,75 | 0–1 |" in text.splitlines()


def test_markdown_in_english() -> None:
    text = report_markdown(OUTCOME, Writer(Language.ENGLISH))
    assert "| H | 2 | 50.00% | 25.00% – 75.00% |" in text.splitlines()
    assert "| Gap between the objective reached and the bound proven | 1e-09 |" in text.splitlines()


@pytest.mark.parametrize(
    ("chances", "sentence"),
    [
        ((0.0, 1.0, 0.0, 1.0), "2 people cannot be drawn: no panel within the quotas holds them."),
        ((0.0, 1.0, 0.5, 0.5), "One person cannot be drawn: no panel within the quotas holds them."),
    ],
)
def test_people_without_a_chance_are_told(chances: tuple[float, ...], sentence: str) -> None:
    told = summary_of(PROBLEM, chances, Distribution(((1, 3),), (1.0,)))
    outcome = Outcome(PROBLEM, chances, told, "maximin", 0, "", 0.0, 0.0)
    assert sentence in report_markdown(outcome, Writer(Language.ENGLISH)).splitlines()


@pytest.mark.parametrize("language", Language)
def test_the_page_stands_alone(language: Language) -> None:
    page = report_html(OUTCOME, Writer(language))
    root = ET.fromstring(page.removeprefix("<!doctype html>\n"))  # noqa: S314
    tags = {element.tag for element in root.iter()}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "use", "image"})
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in {"src", "href", "style"}}
    assert "url(" not in page
    assert "@import" not in page
    assert root.attrib == {"lang": language}


def test_each_plot_is_named_and_has_its_table() -> None:
    page = report_html(OUTCOME, Writer(Language.FRENCH))
    root = ET.fromstring(page.removeprefix("<!doctype html>\n"))  # noqa: S314
    plots, ids = list(root.iter("svg")), [element.get("id") for element in root.iter() if element.get("id")]
    assert len(plots) == 5
    assert len(ids) == len(set(ids)) == 10
    assert all(plot.get("aria-labelledby").split() == [plot[0].get("id"), plot[1].get("id")] for plot in plots)
    assert [table.find("caption").text for table in root.iter("table")] == [
        "Chiffres",
        "Places selon la catégorie «\u00a0sexe\u00a0»",
        "Places selon la catégorie «\u00a0âge\u00a0»",
        "Chances selon la catégorie «\u00a0sexe\u00a0»",
        "Chances selon la catégorie «\u00a0âge\u00a0»",
        "Certificat",
    ]


def test_no_id_of_a_person_is_in_the_report() -> None:
    people = tuple(Person(f"person-{one.id}", one.values) for one in PEOPLE)
    problem = Problem(2, QUOTAS, people)
    outcome = Outcome(problem, PROBABILITIES, OUTCOME.summary, "nash", 0, "", 0.0, 0.0)
    for writer in map(Writer, Language):
        assert "person-" not in report_html(outcome, writer) + report_markdown(outcome, writer)


def test_both_languages_say_the_same_things() -> None:
    french, english = report_words._FRENCH, report_words._ENGLISH
    assert list(french) == list(english)
    holes = {code: sorted(re.findall(r"{\w+}", phrase)) for code, phrase in french.items()}
    assert holes == {code: sorted(re.findall(r"{\w+}", phrase)) for code, phrase in english.items()}


def test_numbers() -> None:
    french, english = Writer(Language.FRENCH), Writer(Language.ENGLISH)
    assert (french.whole(12500), english.whole(12500)) == ("12\u202f500", "12,500")
    assert (french.decimal(1234.5), english.decimal(1234.5)) == ("1\u202f234,50", "1,234.50")
