"""A set of rules is read whole, or refused with the file, the line and the mend."""

import pytest

from belvedere.engines.rules.law.reading import read_rule_set
from belvedere.engines.rules.law.ruleset import RuleSetError
from belvedere.engines.rules.law.shipped import CALENDAR, METHODS, shipped_rules, shipped_texts

SET = """
[set]
version = "1"
covers_from = 2016-01-01
read_on = 2026-11-22
start_question = "debut"
"""
QUESTIONS = """
[[questions]]
id = "debut"
group = "G"
kind = "date"
title = { fr = "Quand ?", en = "When?" }
[[questions]]
id = "cout"
group = "G"
kind = "nombre"
title = { fr = "Combien ?", en = "How much?" }
[[questions]]
id = "nature"
group = "G"
kind = "choix"
title = { fr = "Quoi ?", en = "What?" }
options = { zac = { fr = "ZAC", en = "ZAC" }, plu = { fr = "PLU", en = "PLU" } }
[[milestones]]
id = "DECISION"
title = { fr = "Décision", en = "Decision" }
[[parameters]]
key = "seuil"
values = [{ since = 2018-01-01, value = 10 }]
unit = "EUR"
source = "R. 1"
confidence = "texte_recent"
"""
RULE = """
[[rules]]
id = "A"
theme = "t"
title = { fr = "A", en = "A" }
explanation = { fr = "A", en = "A" }
effect = "obligatoire"
when = "nature == 'zac'"
sources = ["L. 1"]
confidence = "texte_recent"
"""


def refusal(rules: str = RULE, others: str = QUESTIONS) -> str:
    with pytest.raises(RuleSetError) as refused:
        read_rule_set({"set.toml": SET, "questions.toml": others, "rules.toml": rules})
    return str(refused.value)


def test_the_small_set_is_read() -> None:
    rules = read_rule_set({"set.toml": SET, "questions.toml": QUESTIONS, "rules.toml": RULE})
    assert (list(rules.rules), list(rules.questions)) == (["A"], ["debut", "cout", "nature"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'sources = ["L. 1"]',
            "",
            'it has no source, and a rule without source is refused: add sources = ["article…"]',
        ),
        (
            "nature == 'zac'",
            "natur == 'zac'",
            "the question « natur » is unknown here; did you mean « nature »?",
        ),
        (
            "nature == 'zac'",
            "nature in ['zca']",
            "« zca » is not an answer to « nature »; did you mean « zac »?",
        ),
        (
            "nature == 'zac'",
            "cout > p['seul']",
            "the parameter « seul » is unknown; did you mean « seuil »?",
        ),
        (
            "nature == 'zac'",
            "cout > p['seuil']",
            (
                "the parameter « seuil » has no value on 2016-01-01, when the rule is already in force: add an older "
                "value, or begin the rule later with valid_from"
            ),
        ),
        (
            "nature == 'zac'",
            "cout + 1",
            "the condition is not true or false but of kind « nombre »: compare it with something",
        ),
        (
            "nature == 'zac'",
            "cout and nature == 'zac'",
            "something of kind « nombre » stands where « bool » is expected: compare it first",
        ),
        (
            "nature == 'zac'",
            "nature < 'zac'",
            "« < » cannot compare texts: write == or !=",
        ),
        (
            "nature == 'zac'",
            "nature = 'zac'",
            ("the condition « when » cannot be read, at character 8, « = »: this sign is not part of the language"),
        ),
        (
            'effect = "obligatoire"',
            'effect = "obligatoir"',
            (
                "« effect » is 'obligatoir': write one of obligatoire, interdit, vigilance, possible, "
                "recommande; did you mean « obligatoire »?"
            ),
        ),
        ('theme = "t"', 'them = "t"', "the field « them » is unknown; did you mean « theme »?"),
        (
            'title = { fr = "A", en = "A" }',
            'title = "A"',
            '« title » must be in both languages: { fr = "…", en = "…" }',
        ),
        (
            'theme = "t"',
            'theme = "t"\nmilestones = ["DECISON"]',
            "« milestones » names « DECISON », which nothing describes; did you mean « DECISION »?",
        ),
        (
            'confidence = "texte_recent"',
            'confidence = "texte_recent"\nvalid_from = 2020-01-01\nvalid_to = 2019-01-01',
            "valid_to 2019-01-01 is before valid_from 2020-01-01: exchange them",
        ),
    ],
)
def test_a_rule_that_cannot_be_trusted_is_refused(old: str, new: str, message: str) -> None:
    assert refusal(RULE.replace(old, new)) == f"rules.toml, line 3, A: {message}"


def test_versions_that_overlap_are_refused() -> None:
    versions = "[[rules.versions]]\nvalid_from = 2016-01-01\n{}\n[[rules.versions]]\nvalid_from = 2026-05-26\n"
    told = (
        "rules.toml, line 3, A: two versions are in force together on 2026-05-26: end the older one with "
        "valid_to = 2026-05-25"
    )
    assert refusal(RULE + versions.format("")) == told
    assert refusal(RULE + versions.format("valid_to = 2026-05-26")) == told


def test_a_cycle_of_neutralisation_is_refused() -> None:
    first = RULE.replace('theme = "t"', 'theme = "t"\nneutralises = ["B"]')
    second = RULE.replace('id = "A"', 'id = "B"').replace('theme = "t"', 'theme = "t"\nneutralises = ["A"]')
    assert refusal(first + second) == (
        "rules.toml, line 3, A: « neutralises » turns in a circle, A → B → A: remove one of these links"
    )


def test_a_rule_described_twice_is_refused() -> None:
    assert refusal(RULE + RULE) == (
        "rules.toml, line 3, A: « A » is described twice: keep one, or write its versions inside one"
    )


def test_acts_that_wait_for_each_other_are_refused() -> None:
    acts = '[[milestones]]\nid = "{}"\ntitle = {{ fr = "x", en = "x" }}\nbefore = "{}"\n'
    assert refusal(others=QUESTIONS + acts.format("X", "Y") + acts.format("Y", "X")).endswith(
        "« before » turns in a circle, X → Y → X: remove one of these links"
    )


def test_a_question_asked_by_a_later_one_is_refused() -> None:
    later = QUESTIONS.replace('kind = "nombre"', 'kind = "nombre"\nwhen = "nature == \'zac\'"')
    assert refusal(others=later).startswith("questions.toml, line 8, cout: the question « nature » is unknown here")


def test_a_number_compared_with_a_figure_and_another_answer_is_refused() -> None:
    other = QUESTIONS + '[[questions]]\nid = "aide"\ngroup = "G"\nkind = "nombre"\ntitle = { fr = "?", en = "?" }\n'
    assert refusal(RULE.replace("nature == 'zac'", "cout > aide and cout > 3"), other) == (
        "rules.toml, line 3, A: « cout » is compared with aide and with something else: a number is compared with "
        "figures, or with one other answer, not both"
    )


def test_what_is_not_toml_names_its_file() -> None:
    assert refusal("[[rules]\n").startswith("rules.toml is not TOML: ")


def test_the_shipped_set_keeps_the_ids_that_lawyers_cite() -> None:
    rules = shipped_rules()
    assert set(rules.rules) == {
        "CU-103-2-PLU", "CU-103-2-ZAC", "CU-103-2-RU", "CU-R103-1-2", "CU-R103-1-3", "CU-R103-1-4", "CU-R103-1-5",
        "CU-300-2", "CU-600-11", "CE-121-8-I", "CE-121-8-II", "CE-121-18", "CE-121-17-I", "CE-123-2", "CE-123-19",
        "CE-123-19-PLU", "CE-123-19-1", "CRPA-131-1", "CGCT-1413-1", "CT-1231-5", "CGCT-5211-49-52", "CGCT-5211-49",
        "Q-MARGE", "Q-MANDAT", "Q-QPV", "Q-DELIB", "RGPD-TAS",
    }  # fmt: skip
    assert all(version.sources and version.read_on for rule in rules.rules.values() for version in rule.versions)


def test_no_shipped_file_is_left_unread() -> None:
    assert {METHODS, CALENDAR} <= set(shipped_texts())
