"""What would change a verdict does change it, by the smallest step; and the exact tipping points."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from belvedere.engines.rules.law.answers import clashes
from belvedere.engines.rules.law.changes import Change, what_would_change
from belvedere.engines.rules.law.conditions import Facts
from belvedere.engines.rules.law.ruleset import RuleSetError
from belvedere.engines.rules.law.shipped import shipped_rules
from belvedere.engines.rules.law.thresholds import stretches, tipping_points
from belvedere.engines.rules.law.verdict import judge
from belvedere.engines.rules.law.wording import change_in_words
from tests.engines.rules.law.cases import INSPIRE, facts, law, projects, verdicts


def changes(given_answers: dict[str, object], rule: str) -> list[dict[str, object]]:
    found = what_would_change(law(), verdicts(given_answers)[rule], facts(given_answers))
    return [dict(change.answers) for change in found]


def after(change: Change, given_facts: Facts) -> Facts:
    return {name: value for name, value in {**given_facts, **change.answers}.items() if name not in change.withdrawn}


def test_just_under_and_just_over_the_pedestrian_threshold() -> None:
    given_answers = {"nature": "pietonnisation", "surface_pietonne_m2": 2_800, "entretien_seulement": False}
    assert {"surface_pietonne_m2": 3001} in changes(given_answers, "CU-R103-1-3")
    given_answers["surface_pietonne_m2"] = 3_200
    assert {"surface_pietonne_m2": 3000} in changes(given_answers, "CU-R103-1-3")


def test_a_change_never_contradicts_the_other_answers() -> None:
    assert {"entretien_seulement": True} not in changes(INSPIRE, "CU-R103-1-2")


def test_a_change_says_what_it_withdraws_and_what_would_do_as_well() -> None:
    found = what_would_change(law(), verdicts(INSPIRE)["CU-R103-1-2"], facts(INSPIRE))
    change = next(change for change in found if "nature" in change.answers)
    assert change.withdrawn == ("partie_urbanisee", "ouvrage_nouveau_ou_assiette")
    assert set(shipped_rules().questions["nature"].options) - set(change.alike["nature"]) == {
        "voirie",
        "espace_public",
        "transport_collectif",
    }
    assert change_in_words(shipped_rules(), change, facts(INSPIRE), "en") == (
        "What kind of project or decision is it: any answer other than Roads or Public space or Public transport "
        "infrastructure (instead of Public transport infrastructure)"
    )


def test_a_threshold_is_said_with_its_side() -> None:
    found = what_would_change(law(), verdicts(INSPIRE)["CU-R103-1-2"], facts(INSPIRE))
    change = next(change for change in found if "cout_ht" in change.answers)
    assert change_in_words(shipped_rules(), change, facts(INSPIRE)) == (
        "Coût prévisionnel total (euros hors taxes, toutes tranches sur 5 ans)\u00a0: 1\u00a0900\u00a0000\u00a0EUR HT "
        "au plus (au lieu de 280\u00a0000\u00a0000\u00a0EUR HT)"
    )


@given(projects())
@settings(max_examples=30)
def test_what_would_change_a_verdict_does(given_facts: Facts) -> None:
    for name, verdict in judge(law(), given_facts).items():
        for change in what_would_change(law(), verdict, given_facts):
            then = after(change, given_facts)
            assert judge(law(), then)[name].applies is change.applies
            assert clashes(law(), then) == []


@given(projects())
@settings(max_examples=15)
def test_no_single_answer_does_better_than_two(given_facts: Facts) -> None:
    """Brute force: where the smallest change alters two known answers, no single option or yes-no alone does it."""
    for name, verdict in judge(law(), given_facts).items():
        altered = [
            sum(one in given_facts for one in change.answers)
            for change in what_would_change(law(), verdict, given_facts)
        ]
        if verdict.applies is None or min(altered, default=0) < 2:
            continue
        for question in shipped_rules().questions.values():
            for option in question.options or (True, False) if question.kind in {"choix", "bool"} else ():
                then = {**given_facts, question.id: option}
                assert clashes(law(), then) or judge(law(), then)[name].applies is verdict.applies


def test_tipping_points_of_a_cost() -> None:
    given_answers = {"nature": "route_express", "longueur_km": 5, "evaluation_environnementale": "non"}
    told = [
        (tipping.before, tipping.at, dict(tipping.changes))
        for tipping in tipping_points(law(), facts(given_answers), "cout_ht")
    ]
    assert told == [
        (230_000_000, 230_000_001, {"CE-121-8-II": (False, True)}),
        (455_000_000, 455_000_001, {"CE-121-8-I": (False, True), "CE-121-8-II": (True, False)}),
    ]


@given(projects())
@settings(max_examples=15)
def test_stretches_cover_every_cost_without_a_hole(given_facts: Facts) -> None:
    found = stretches(law(), given_facts, "cout_ht")
    assert (found[0].first, found[-1].last) == (0, None)
    for before, following in pairwise(found):
        assert before.last is not None
        assert before.last + 1 == following.first
        assert before.applies != following.applies
        for cost, expected in ((before.first, before), (before.last, before), (following.first, following)):
            told = judge(law(), {**given_facts, "cout_ht": cost})
            assert {name: verdict.applies for name, verdict in told.items()} == expected.applies


def test_a_choice_does_not_slide() -> None:
    with pytest.raises(RuleSetError, match="« nature » is not a number that can slide"):
        stretches(law(), {}, "nature")
