"""Who may deposit, with whom, judged by which day: read, computed and said."""

import tomllib
from datetime import date

import pytest

from belvedere.engines.rules.admission import Admission, Capacity, Residence, decision_day, read_admission
from belvedere.engines.rules.admission_wording import deposit_demands
from belvedere.engines.rules.reading import RegulationError
from belvedere.engines.rules.regulation import read_regulation
from belvedere.engines.rules.shipped import shipped

RECEIVED = date(2026, 12, 23)  # a Wednesday; Friday is Christmas


def refusal(data: dict[str, object]) -> str:
    with pytest.raises(RegulationError) as refused:
        read_admission(data)
    return str(refused.value)


def test_what_is_not_said_asks_nothing() -> None:
    assert read_admission({}) == Admission(Residence.ANYWHERE, tuple(Capacity), 0, None, None, None, None)


def test_everything_is_read() -> None:
    data: dict[str, object] = {
        "who": {"residence": "territory", "minimum_age": 16},
        "deposit": {"capacities": ["association"], "cosignatories": 4},
        "admissibility": {"working_days": 15, "appeal_months": 2},
    }
    expected = Admission(Residence.TERRITORY, (Capacity.ASSOCIATION,), 4, working_days=15, appeal_months=2)
    assert read_admission(data) == expected
    whole = {"id": "x", "authority": "A", "source": "S", "steps": [{"effect": "vote", "rule": {"minimum_total": 1}}]}
    assert read_regulation(whole | data).admission == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"who": {"residence": "moon"}}, "In [who] residence, « moon » is unknown: write one of anywhere, territory."),
        (
            {"deposit": {"capacities": ["party"]}},
            "In [deposit] capacities, « party » is unknown: write one of person, association, collective.",
        ),
        ({"deposit": {"capacities": []}}, "The règlement has no [[capacities]]: write at least one."),
        (
            {"deposit": {"cosignatories": -1}},
            "[deposit] cosignatories is -1: write a whole number that is not negative.",
        ),
        ({"deposit": {"signers": 3}}, "In [deposit], « signers » is unknown: the words are capacities, cosignatories."),
        (
            {"admissibility": {"days": 15, "months": 2}},
            "[admissibility] has two delays: keep one of working_days, days, months.",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(data: dict[str, object], message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    ("admission", "day"),
    [
        # Thursday 24, then Monday 28 and Tuesday 29: Christmas and the week-end do not count.
        (Admission(working_days=3), date(2026, 12, 29)),
        (Admission(days=15), date(2027, 1, 7)),
        (Admission(months=2), date(2027, 2, 23)),
        (Admission(), None),
    ],
)
def test_the_last_day_to_decide(admission: Admission, day: date | None) -> None:
    assert decision_day(admission, RECEIVED, {date(2026, 12, 25)}) == day


def test_it_is_said_in_both_languages() -> None:
    asked = Admission(Residence.TERRITORY, (Capacity.PERSON, Capacity.ASSOCIATION), 1, working_days=15)
    assert deposit_demands(asked) == [
        "Il faut habiter le territoire.",
        "Peut déposer\u00a0: une personne, une association.",
        "1\u00a0autre personne doit signer avant le dépôt.",
        "La recevabilité est dite en 15\u00a0jours ouvrés.",
    ]
    assert deposit_demands(asked, "en") == [
        "One must live in the territory.",
        "It may be deposited by a person or an association.",
        "1 other must sign before it is deposited.",
        "Whether it is admitted is said within 15 working days.",
    ]


def test_the_real_reglements_say_who_and_when() -> None:

    found = {name: read_regulation(tomllib.loads(text)).admission for name, text in shipped().items()}
    assert {name: (row.cosignatories, row.days, row.months) for name, row in found.items() if row != Admission()} == {
        "european-initiative": (6, None, None),
        "grenoble-alpes-2024": (49, None, 2),
        "paris-5000": (0, None, None),
        "rennes-metropole": (0, None, 2),
        "senat": (0, 15, None),
        "united-kingdom": (5, None, None),
    }
