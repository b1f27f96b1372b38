"""Reference cases worked by hand, and what holds of any project."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.rules.law.answers import clashes
from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.ruleset import Confidence, RuleSetError
from belvedere.engines.rules.law.search import can_change
from belvedere.engines.rules.law.verdict import because, judge, missing, next_questions
from tests.engines.rules.law.cases import INSPIRE, applying, facts, law, one_more, projects, verdicts

PLU = {"nature": "plu", "procedure_plu": "revision", "evaluation_environnementale": "oui", "exempte_enquete": False}
SMALL = {
    "nature": "voirie",
    "niveau": "metropole",
    "cout_ht": 400_000,
    "entretien_seulement": False,
    "partie_urbanisee": True,
    "ouvrage_nouveau_ou_assiette": True,
    "evaluation_environnementale": "non",
    "exempte_enquete": False,
    "incidence_environnement": False,
    "procedure_participation_existante": True,
    "maitrise_ouvrage_publique": True,
    "subvention_ht": 0,
    "tirage_au_sort": False,
    "consultation_electeurs": False,
}


def test_inspire_in_2021() -> None:
    """280 M€ of bus lines: consultation of C. urb. L. 103-2 (January 2021), then public inquiry (2022)."""
    assert applying(INSPIRE, date(2021, 1, 15)) == {"CU-R103-1-2", "CU-600-11", "CE-123-2"}


def test_inspire_the_urban_consultation_replaces_the_declaration_of_intent() -> None:
    found = verdicts(INSPIRE)["CE-121-18"]
    assert (found.holds, found.applies, found.neutralised_by) == (True, False, ("CU-R103-1-2",))


def test_maintenance_is_left_out() -> None:
    given = {**INSPIRE, "entretien_seulement": True, "ouvrage_nouveau_ou_assiette": False}
    assert applying(given) == {"CU-600-11", "CE-123-2", "CE-121-18", "CE-121-17-I"}


@pytest.mark.parametrize(("cost", "expected"), [(1_900_000, False), (1_900_001, True)])
def test_the_road_threshold_is_strict(cost: int, expected: bool) -> None:
    assert ("CU-R103-1-2" in applying({**INSPIRE, "cout_ht": cost})) is expected


def test_a_plu_revision_begun_before_26_may_2026_keeps_the_former_law() -> None:
    found = verdicts({**PLU, "date_engagement": "2026-05-25"})
    governing = found["CU-103-2-PLU"]
    assert [(version.valid_from, version.confidence) for version in governing.versions] == [
        (date(2020, 12, 8), Confidence.TEXT_2026)
    ]
    assert (governing.applies, found["CE-123-2"].applies, found["CE-123-19-PLU"].applies) == (True, True, False)


def test_a_plu_revision_begun_after_is_never_shown_as_certain() -> None:
    found = verdicts({**PLU, "date_engagement": "2026-05-26"})
    governing = found["CU-103-2-PLU"]
    assert (governing.applies, governing.confidence, governing.confidence.is_certain) == (
        True,
        Confidence.MEMORY,
        False,
    )
    assert found["CE-123-19-PLU"].applies is True


def test_a_plu_whose_start_is_unknown_is_settled_where_all_regimes_agree() -> None:
    found = verdicts(PLU)
    assert (found["CU-103-2-PLU"].applies, found["CU-103-2-PLU"].confidence) == (True, Confidence.MEMORY)
    assert (found["CE-123-19-PLU"].applies, missing(found["CE-123-19-PLU"], facts(PLU))) == (None, ("date_engagement",))


def test_a_plu_modification_was_not_concerned_before_8_december_2020() -> None:
    given = {"nature": "plu", "procedure_plu": "modification", "evaluation_environnementale": "oui"}
    rule = "CU-103-2-PLU"
    assert rule not in applying({**given, "date_engagement": "2020-12-07"})
    assert rule in applying({**given, "date_engagement": "2020-12-08"})
    assert missing(verdicts(given)[rule], facts(given)) == ("date_engagement",)


def test_a_zac_needs_nothing_else_to_be_known() -> None:
    assert applying({"nature": "zac"}) == {"CU-103-2-ZAC", "CU-600-11"}


@pytest.mark.parametrize(("area", "expected"), [(3000, set()), (3001, {"CU-R103-1-3"})])
def test_a_pedestrian_area_at_its_threshold(area: int, expected: set[str]) -> None:
    given = {"nature": "pietonnisation", "surface_pietonne_m2": area, "entretien_seulement": False}
    assert applying(given) - {"CU-600-11"} == expected


def test_a_plan_with_environmental_assessment() -> None:
    given = {"nature": "plan_programme_environnement", "evaluation_environnementale": "oui", "exempte_enquete": True}
    assert applying(given) == {"CE-121-18", "CE-121-17-I", "CE-123-19"}


def test_a_regulation_with_environmental_effect() -> None:
    given = {"nature": "reglement", "incidence_environnement": True, "procedure_participation_existante": False}
    assert applying(given) == {"CE-123-19-1", "CRPA-131-1"}


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2030, {"CGCT-5211-49"}), (2031, {"CGCT-5211-49-52"}), (2032, {"CGCT-5211-49-52"}), (2033, set())],
)
def test_a_consultation_of_voters_and_the_blackout(year: int, expected: set[str]) -> None:
    given = {"niveau": "metropole", "consultation_electeurs": True, "annee_prochain_renouvellement": 2032}
    assert applying({**given, "annee_scrutin": year}) == expected


def test_small_works_oblige_to_nothing() -> None:
    found = verdicts(SMALL)
    obligations = {name for name, verdict in found.items() if verdict.rule.effect == "obligatoire"}
    assert {name: found[name].applies for name in obligations} == dict.fromkeys(obligations, False)


@pytest.mark.parametrize(("on", "expected"), [(date(2020, 1, 1), True), (date(2022, 1, 1), False)])
def test_the_threshold_of_the_day_is_used(on: date, expected: bool) -> None:
    given = {"nature": "route_express", "cout_ht": 400_000_000, "longueur_km": 5}
    assert ("CE-121-8-I" in applying(given, on)) is expected


def test_a_useless_answer_is_never_missing() -> None:
    found, given = verdicts({"nature": "tarification"}), facts({"nature": "tarification"})
    assert found["CU-R103-1-2"].holds is False
    assert missing(found["CT-1231-5"], given) == ("niveau",)


def test_the_first_question_is_the_nature_and_inspire_needs_fourteen() -> None:
    answers = facts(
        INSPIRE
        | {"qpv": False, "publics_eloignes": False, "marge": "variantes", "mandat_elu": True, "tirage_au_sort": False}
        | {"consultation_electeurs": False}
    )
    given: Facts = {}
    asked = []
    while found := next_questions(law(), given):
        asked.append(found[0].question)
        given = {**given, asked[-1]: answers[asked[-1]]}
    assert asked[0] == "nature"
    assert len(asked) == 14


def test_a_verdict_says_because_of_what() -> None:
    assert because(verdicts(INSPIRE)["CU-R103-1-2"], facts(INSPIRE)) == {
        name: INSPIRE[name]
        for name in ("nature", "entretien_seulement", "partie_urbanisee", "ouvrage_nouveau_ou_assiette", "cout_ht")
    }


def test_a_day_before_the_rules_are_known_is_refused() -> None:
    with pytest.raises(RuleSetError, match="known from 2016-01-01: give a day from then on"):
        law(date(2015, 12, 31))


def test_contradictory_answers_are_named() -> None:
    given = facts({"nature": "zac", "procedure_plu": "revision", "entretien_seulement": True, "marge": "rien"})
    told = {clash.questions: clash.not_asked for clash in clashes(law(), given)}
    assert told == {("procedure_plu",): "procedure_plu"}
    both = {**given, "mandat_elu": True}
    assert ("marge", "mandat_elu") in {clash.questions for clash in clashes(law(), both)}


@given(st.data())
@settings(max_examples=50)
def test_another_answer_never_unsettles_a_verdict(data: st.DataObject) -> None:
    before = data.draw(projects())
    after = data.draw(one_more(before))
    for name, verdict in judge(law(), before).items():
        if verdict.applies is not None:
            assert judge(law(), after)[name].applies is verdict.applies


@given(projects())
@settings(max_examples=30)
def test_what_is_asked_can_change_a_verdict_and_what_is_not_cannot(given_facts: Facts) -> None:
    found = judge(law(), given_facts)
    asked = {one.question for one in next_questions(law(), given_facts, found)}
    undecided = [verdict.binding for verdict in found.values() if verdict.applies is None]
    assert bool(undecided) is bool(asked)
    for name in law().rules.questions:
        if name in given_facts or (name in law().asked and law().asked[name](given_facts) is not True):
            assert name not in asked
            continue
        useful = any(
            name in bound.domains.marks.questions and can_change(bound.applies, given_facts, bound.domains, name)
            for bound in undecided
        )
        assert (name in asked) is useful


@given(projects())
@settings(max_examples=30)
def test_what_a_verdict_says_it_rests_on_is_enough(given_facts: Facts) -> None:
    for name, verdict in judge(law(), given_facts).items():
        if verdict.applies is not None:
            assert judge(law(), because(verdict, given_facts))[name].applies is verdict.applies
