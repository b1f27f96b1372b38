"""The tables of a renewal."""

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.renewal import Terms, renew
from belvedere.engines.sortition.renewal_files import members_csv, movements_csv, thirds_csv
from belvedere.engines.sortition.sitting import Sitting

QUOTAS = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
PROBLEM = Problem(2, QUOTAS, tuple(Person(name, (value,)) for name, value in zip("bacde", "FHFFH", strict=True)))
SITTING = Sitting((0, 1), {0: "1", 1: "2"}, {0: 7, 1: 3})


def test_everyone_s_movement():
    renewal = renew(PROBLEM, (0, 1), (0,), former={3: 1}, terms=Terms(1))

    assert movements_csv(PROBLEM, renewal) == "id,movement\na,stays\nb,leaves\nc,candidate\nd,cooling\ne,candidate\n"
    assert members_csv(PROBLEM, SITTING, renewal.staying) == "id,cohort,sessions_served\na,2,3\n"


def test_the_cohorts():
    assert thirds_csv(PROBLEM, SITTING, ("x", "y"), ((1,), (0,))) == "id,cohort,sessions_served\na,x,3\nb,y,7\n"
