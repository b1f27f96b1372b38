"""Projects worked by hand: the reference cases, and random answers to the questions of the shipped rules."""

from datetime import date
from functools import cache

from hypothesis import strategies as st

from belvedere.engines.rules.law.answers import applicable, clashes, read_answers
from belvedere.engines.rules.law.conditions import Facts, Value
from belvedere.engines.rules.law.law import Law, law_on
from belvedere.engines.rules.law.ruleset import Kind, Question
from belvedere.engines.rules.law.shipped import shipped_rules
from belvedere.engines.rules.law.verdict import Verdict, judge

TODAY = date(2026, 11, 22)

INSPIRE: dict[str, object] = {
    "nature": "transport_collectif",
    "niveau": "partage",
    "cout_ht": 280_000_000,
    "partie_urbanisee": True,
    "ouvrage_nouveau_ou_assiette": True,
    "entretien_seulement": False,
    "evaluation_environnementale": "oui",
    "maitrise_ouvrage_publique": True,
    "exempte_enquete": False,
    "procedure_participation_existante": True,
    "subvention_ht": 0,
}


@cache
def law(on: date = TODAY) -> Law:
    return law_on(shipped_rules(), on)


def facts(given: dict[str, object]) -> Facts:
    return read_answers(shipped_rules(), given).facts


def verdicts(given: dict[str, object], on: date = TODAY) -> dict[str, Verdict]:
    return judge(law(on), facts(given))


def applying(given: dict[str, object], on: date = TODAY) -> set[str]:
    return {name for name, verdict in verdicts(given, on).items() if verdict.applies}


def _answers_to(question: Question) -> st.SearchStrategy[Value]:
    match question.kind:
        case Kind.CHOICE:
            return st.sampled_from(list(question.options))
        case Kind.YES_NO:
            return st.booleans()
        case Kind.DATE:
            return st.sampled_from([date(2016, 1, 1), date(2020, 12, 8), date(2026, 5, 25), date(2026, 5, 26)]).map(
                date.toordinal
            )
        case Kind.NUMBER:
            years = st.integers(2028, 2034)
            figures = st.sampled_from([0, 20, 40, 41, 60, 3000, 3001, 60_000, 1_900_000, 1_900_001, 5_000_001, 10**9])
            return years if question.id.startswith("annee") else figures


@st.composite
def projects(draw: st.DrawFn) -> Facts:
    """Return answers to some of the questions, none of which contradicts another."""
    questions = shipped_rules().questions
    asked = draw(st.lists(st.sampled_from(list(questions)), unique=True))
    given = applicable(law(), {name: draw(_answers_to(questions[name])) for name in asked})
    while found := clashes(law(), given):
        given = applicable(law(), {name: value for name, value in given.items() if name not in found[0].questions})
    return given


@st.composite
def one_more(draw: st.DrawFn, given: Facts) -> Facts:
    """Return the same answers and another one that they leave open."""
    open_questions = [
        question
        for name, question in shipped_rules().questions.items()
        if name not in given and (name not in law().asked or law().asked[name](given) is True)
    ]
    if not open_questions:
        return given
    question = draw(st.sampled_from(open_questions))
    return {**given, question.id: draw(_answers_to(question))}
