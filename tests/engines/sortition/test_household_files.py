"""Proposals of households written for a person, and read again once reviewed."""

import doctest

import pytest

from belvedere.engines.sortition import household_files
from belvedere.engines.sortition.household_files import AddressColumns, proposals_csv, with_households
from belvedere.engines.sortition.reading import BadInput, Columns, read_problem

PEOPLE = (
    "id;nom;rue;cp;ville;sexe\n"
    "b;Petit;12 av. de la Libération;63000;Clermont-Ferrand;F\n"
    "a;PETIT;=12 Avenue de la Liberation;63 000;Clermont Ferrand;H\n"
    "c;Roux;12 avenue de la Libertaion, apt 3;63000;Clermont-Fd;H\n"
    "d;Noir;3 rue Haute;63170;Aubière;F\n"
)
COLUMNS = AddressColumns(("rue",), postal_code="cp", town="ville", surname="nom")


def test_examples() -> None:
    assert doctest.testmod(household_files).failed == 0


def test_proposals() -> None:
    two = "=12 Avenue de la Liberation 63 000 Clermont Ferrand | 12 av. de la Libération 63000 Clermont-Ferrand"
    third = "12 avenue de la Libertaion, apt 3 63000 Clermont-Fd"
    assert proposals_csv(PEOPLE, COLUMNS, threshold=0.5).splitlines() == [
        "proposal,score,differences,ids,addresses,confirmed",
        f"1,1.00,,a;b,'{two},",
        f'2,0.67,street_spelling flat_missing town surnames,a;b;c,"\'{two} | {third}",',
    ]


def test_the_order_of_the_rows_does_not_matter() -> None:
    header, *rows = PEOPLE.splitlines()
    turned = "\n".join([header, *reversed(rows)])
    assert proposals_csv(turned, COLUMNS, threshold=0.5) == proposals_csv(PEOPLE, COLUMNS, threshold=0.5)


@pytest.mark.parametrize(("decision", "household"), [("oui", "a"), ("YES", "a"), ("x", "a"), ("non", None), ("", None)])
def test_confirmed_households_are_read_by_a_draw(decision: str, household: str | None) -> None:
    made = with_households(PEOPLE, f"ids;confirmed\nb\u00a0;{decision}\n".replace("b\u00a0", '"b;a"'))
    categories = "category,name,min,max\nsexe,F,0,4\nsexe,H,0,4\n"
    people = read_problem(categories, made, size=2, columns=Columns(household=("household",))).problem.people
    assert {person.id: person.household for person in people} == {"a": household, "b": household, "c": None, "d": None}


def test_no_proposal_at_all() -> None:
    made = with_households("id,âge\na,20\n", "proposal,score,differences,ids,addresses,confirmed\n")
    assert made == "id,âge,household\na,20,\n"


def test_every_fault_is_said() -> None:
    with pytest.raises(BadInput) as caught:
        with_households("id,household\na,1\na,2\n", 'ids,confirmed\n"a;z",oui\na,peut-être\n')
    assert [(fault.code, fault.file.value, fault.line, fault.column) for fault in caught.value.faults] == [
        ("unknown_id", "proposals", 2, "ids"),
        ("not_a_decision", "proposals", 3, "confirmed"),
        ("duplicate_column", "respondents", 1, "household"),
        ("duplicate_id", "respondents", 3, "id"),
    ]


def test_columns_that_are_missing() -> None:
    with pytest.raises(BadInput) as caught:
        proposals_csv(PEOPLE, AddressColumns(("street",), town="ville", id="numéro"), threshold=0.5)
    assert [(fault.code, fault.column) for fault in caught.value.faults] == [
        ("missing_column", "numéro"),
        ("missing_column", "street"),
    ]
    with pytest.raises(BadInput) as caught:
        with_households(PEOPLE, "group,confirmed\na,oui\n")
    assert [(fault.code, fault.file, fault.column) for fault in caught.value.faults] == [
        ("missing_column", "proposals", "ids")
    ]
