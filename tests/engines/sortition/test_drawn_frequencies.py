"""A hundred thousand draws from a lottery: panels and people come out as often as announced (χ²)."""

import numpy as np
from scipy.stats import chi2, chisquare

from belvedere.engines.sortition.lottery import uniform_lottery
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.randomness import Kind, Randomness, panel_number
from belvedere.engines.sortition.solving import solve

DRAWS = 100_000
PANELS = 1000
COMMITMENT = "5a" * 32
UNLIKELY = 1e-3
POOL = tuple(
    Person(f"p{number:02}", ("F" if number % 3 else "H", ("16-29", "30-59", "60+")[number % 7 % 3]))
    for number in range(30)
)
QUOTAS = (
    Quota("sexe", "F", 3, 3),
    Quota("sexe", "H", 3, 3),
    Quota("âge", "16-29", 2, 3),
    Quota("âge", "30-59", 1, 2),
    Quota("âge", "60+", 2, 2),
)
PROBLEM = Problem(6, QUOTAS, POOL)


def drawn_numbers() -> np.ndarray:
    """Panel numbers that as many values, opened one by one, give."""
    numbers = (
        panel_number(Randomness(Kind.SEALED, (str(value),)), commitment=COMMITMENT, size=PANELS)
        for value in range(DRAWS)
    )
    return np.fromiter(numbers, dtype=np.int64, count=DRAWS)


def test_panels_and_people_come_out_as_often_as_announced() -> None:
    solution = solve(PROBLEM)
    lottery = uniform_lottery(PROBLEM, solution, size=PANELS)
    times = np.bincount(drawn_numbers(), minlength=PANELS)
    assert chisquare(times).pvalue > UNLIKELY

    holds = np.zeros((PANELS, len(POOL)))
    for number, panel in enumerate(lottery.panels):
        holds[number, list(panel)] = 1
    drawn, shares = times @ holds, lottery.shares(len(POOL))
    spread = DRAWS * np.cov(holds, rowvar=False, bias=True)  # people of one panel come out together
    missing = drawn - DRAWS * shares
    distance = float(missing @ np.linalg.pinv(spread, hermitian=True) @ missing)
    assert chi2.sf(distance, np.linalg.matrix_rank(spread, hermitian=True)) > UNLIKELY

    announced = np.array(solution.probabilities)
    chance = 4 * np.sqrt(announced * (1 - announced) / DRAWS)
    assert (np.abs(drawn / DRAWS - announced) < chance + lottery.deviation).all()
