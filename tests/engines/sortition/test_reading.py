"""The files of a draw are read as they come, or every fault in them is said with its place."""

import doctest
from importlib import import_module
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.reading import BadInput, Columns, Notice, read_problem
from belvedere.engines.sortition.reading.faults import Fault, File

CATEGORIES = "category,name,min,max\nsexe,F,1,2\nsexe,H,1,2\nâge,16-24,0,1\nâge,25+,1,2\n"
RESPONDENTS = "id,sexe,âge\nb,H,25+\na,F,16-24\nc,F,25+\n"
PROBLEM = Problem(
    2,
    (Quota("sexe", "F", 1, 2), Quota("sexe", "H", 1, 2), Quota("âge", "16-24", 0, 1), Quota("âge", "25+", 1, 2)),
    (Person("a", ("F", "16-24")), Person("b", ("H", "25+")), Person("c", ("F", "25+"))),
)
MODULES = ("", ".faults", ".text", ".categories", ".crossings", ".respondents")


def _faults(categories: bytes | str, respondents: bytes | str, size: int = 2, **columns: object) -> list[tuple]:
    with pytest.raises(BadInput) as caught:
        read_problem(categories, respondents, size=size, columns=Columns(**columns))
    return [(fault.code, fault.file.value, fault.line, fault.column) for fault in caught.value.faults]


def _message(categories: bytes | str, respondents: bytes | str, size: int = 2) -> str:
    with pytest.raises(BadInput) as caught:
        read_problem(categories, respondents, size=size)
    return str(caught.value)


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert doctest.testmod(import_module(f"belvedere.engines.sortition.reading{module}")).failed == 0


def test_plain_files() -> None:
    reading = read_problem(CATEGORIES, RESPONDENTS, size=2)
    assert (reading.problem, reading.notices, reading.lines) == (PROBLEM, (), (2, 3, 4, 5))


@pytest.mark.parametrize(
    "header",
    [
        "category,name,min,max",
        "category,feature,min,max",
        "feature,value,min,max",
        "category,value,min,max",
        "Category, Name ,MIN,Max",
        "catégorie,valeur,minimum,maximum",
    ],
)
def test_dialects(header: str) -> None:
    assert read_problem(CATEGORIES.replace("category,name,min,max", header), RESPONDENTS, size=2).problem == PROBLEM


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets(delimiter: str, encoding: str, end: str) -> None:
    files = [text.replace(",", delimiter).replace("\n", end).encode(encoding) for text in (CATEGORIES, RESPONDENTS)]
    reading = read_problem(*files, size=2)
    assert (reading.problem, reading.notices) == (PROBLEM, ())


def test_windows_files_are_read_with_a_notice() -> None:
    reading = read_problem(CATEGORIES.encode("cp1252"), RESPONDENTS, size=2)
    message = "Read as Windows-1252, for it is not UTF-8: check the accents."
    assert (reading.problem, reading.notices) == (PROBLEM, (Notice(File.CATEGORIES, "", "encoding", message),))


def test_a_line_that_names_the_delimiter_is_obeyed() -> None:
    reading = read_problem("sep=;\r\n" + CATEGORIES.replace(",", ";"), RESPONDENTS, size=2)
    assert (reading.problem, reading.lines) == (PROBLEM, (3, 4, 5, 6))


def test_flexible_ranges_may_be_blank() -> None:
    categories = "category,name,min,max,min_flex,max_flex\nsexe,F,1,2,0,\nsexe,H,1,2.0,,3\n"
    problem = read_problem(categories, "id,sexe\na,F\nb,H\n", size=2).problem
    assert problem.quotas == (Quota("sexe", "F", 1, 2, 0, None), Quota("sexe", "H", 1, 2, None, 3))


def test_spaces_case_and_dashes_are_read_with_a_notice() -> None:
    respondents = "ID,Sexe ,ÂGE,nom\nb, h,25+,B\na,F,16–24,A\nc,f,25+,C\n"
    reading = read_problem(CATEGORIES, respondents, size=2)
    sex = "Read without minding spaces, case and dashes: « h » as « H » (1), « f » as « F » (1)."
    age = "Read without minding spaces, case and dashes: « 16–24 » as « 16-24 » (1)."
    assert reading.problem == PROBLEM
    assert reading.notices == (
        Notice(File.RESPONDENTS, "Sexe", "spelling", sex.replace("« h »", "«  h »")),
        Notice(File.RESPONDENTS, "ÂGE", "spelling", age),
    )


def test_one_category_spelled_two_ways() -> None:
    categories = "category,name,min,max\nSexe,F,0,2\nsexe,H,0,2\n"
    reading = read_problem(categories, "id,sexe\na,F\nb,H\n", size=2)
    assert reading.problem.categories == ("Sexe",)
    message = "« Sexe », « sexe » were read as one category, « Sexe »."
    assert reading.notices == (Notice(File.CATEGORIES, "category", "spelling", message),)


def test_a_crossing_is_made_from_its_columns() -> None:
    categories = CATEGORIES + "sexe x âge,F x 16-24,0,1\nsexe x âge,h X 25+,1,1\n"
    reading = read_problem(categories, RESPONDENTS, size=2)
    assert reading.problem.categories == ("sexe", "sexe x âge", "âge")
    assert [person.values for person in reading.problem.people] == [
        ("F", "F x 16-24", "16-24"),
        ("H", "h X 25+", "25+"),
        ("F", "F × 25+", "25+"),
    ]
    message = "1 people have a crossing that no quota of sexe x âge names."
    assert reading.notices == (Notice(File.RESPONDENTS, "sexe x âge", "uncounted", message),)


def test_a_crossing_of_columns_without_quotas_of_their_own() -> None:
    categories = "category,name,min,max\nsexe × ville,F × Lyon,0,1\nsexe × ville,H × Metz,0,1\n"
    problem = read_problem(categories, "id,sexe,ville\na,f,Lyon\nb,H,METZ\n", size=2).problem
    assert [person.values for person in problem.people] == [("F × Lyon",), ("H × Metz",)]


def test_a_crossing_without_its_columns() -> None:
    categories = "category,name,min,max\nsexe × ville,F × Lyon,0,1\n"
    assert _faults(categories, "id,ville\na,Lyon\nb,Metz\n") == [("missing_column", "respondents", 1, "sexe")]


def test_a_household_is_named_after_its_first_person() -> None:
    respondents = (
        "id,sexe,âge,rue,ville\nb,H,25+,1 rue Haute,Lyon\na,F,16-24,1  Rue haute,LYON\nc,F,25+,,\nd,F,25+,2 rue,X\n"
    )
    columns = Columns(household=("rue", "ville"))
    people = read_problem(CATEGORIES, respondents, size=2, columns=columns).problem.people
    assert [(person.id, person.household) for person in people] == [("a", "a"), ("b", "a"), ("c", None), ("d", None)]


def test_the_column_of_the_ids() -> None:
    respondents = RESPONDENTS.replace("id,", "numéro,")
    assert _faults(CATEGORIES, respondents) == [("missing_column", "respondents", 1, "id")]
    assert read_problem(CATEGORIES, respondents, size=2, columns=Columns(id="Numéro")).problem == PROBLEM
    nation_builder = RESPONDENTS.replace("id,", "nationbuilder_id,")
    assert read_problem(CATEGORIES, nation_builder, size=2).problem == PROBLEM


SEXES = "category,name,min,max\nsexe,F,0,2\nsexe,H,0,2\n"
PAIR = "id,sexe\na,F\nb,H\n"
BAD = {
    "encoding": (SEXES.encode() + b"sexe,\x81,0,1\n", PAIR, [("encoding", "categories", 4, None)]),
    "a workbook": (b"PK\x03\x04\x14\x00", PAIR, [("not_text", "categories", 1, None)]),
    "zero bytes": (SEXES, b"id,sexe\na,\x00F\n", [("not_text", "respondents", 2, None)]),
    "empty categories": ("", PAIR, [("empty_file", "categories", 1, None)]),
    "blank respondents": (SEXES, " \n\n", [("empty_file", "respondents", 1, None)]),
    "no rows": (SEXES, "id,sexe\n", [("no_rows", "respondents", 1, None)]),
    "open quote": (SEXES, 'id,sexe\na,F\nb,"H\nc,F\n', [("broken_table", "respondents", 3, None)]),
    "too many cells": (SEXES, "id,sexe\na,F\nb,H,1,\n", [("too_many_cells", "respondents", 3, None)]),
    "too few cells": (SEXES, "id,sexe\na,F\nb\n", [("blank_value", "respondents", 3, "sexe")]),
    "missing columns": (
        "category,min\nsexe,1\n",
        "number\n1\n",
        [
            ("missing_column", "categories", 1, "max"),
            ("missing_column", "categories", 1, "name"),
            ("missing_column", "respondents", 1, "id"),
        ],
    ),
    "missing category": (SEXES, "id\na\nb\n", [("missing_column", "respondents", 1, "sexe")]),
    "two columns": (SEXES, "id,sexe,Sexe\na,F,F\nb,H,H\n", [("duplicate_column", "respondents", 1, "sexe")]),
    "blank category": (SEXES + ",X,0,1\n", PAIR, [("blank_cell", "categories", 4, "category")]),
    "blank name": (SEXES + "sexe,,0,1\n", PAIR, [("blank_cell", "categories", 4, "name")]),
    "no number": (SEXES + "sexe,X,-1,beaucoup\n", PAIR, [
        ("not_a_number", "categories", 4, "max"),
        ("not_a_number", "categories", 4, "min"),
    ]),
    "endless number": (SEXES + f"sexe,X,0,{'9' * 5000}\n", PAIR, [("not_a_number", "categories", 4, "max")]),
    "minimum over maximum": (SEXES + "sexe,X,3,2\n", PAIR, [("minimum_over_maximum", "categories", 4, "min")]),
    "flexible range": (
        "category,name,min,max,min_flex,max_flex\nsexe,F,1,2,2,2\nsexe,H,1,2,0,1\n",
        PAIR,
        [("flexible_range", "categories", 2, "min_flex"), ("flexible_range", "categories", 3, "max_flex")],
    ),
    "duplicate quota": (SEXES + "Sexe,f,0,1\n", PAIR, [("duplicate_quota", "categories", 4, "name")]),
    "unknown values": (SEXES, "id,sexe\na,Fem\nb,H\nc,Fem\nd,?\n", [
        ("unknown_value", "respondents", 2, "sexe"),
        ("unknown_value", "respondents", 5, "sexe"),
    ]),
    "blank value": (SEXES, "id,sexe\na,\nb,H\nc, \n", [("blank_value", "respondents", 2, "sexe")]),
    "blank id": (SEXES, "id,sexe\na,F\n ,H\n,H\n", [("blank_id", "respondents", 3, "id")]),
    "duplicate id": (SEXES, "id,sexe\na,F\nb,H\n a,H\n", [("duplicate_id", "respondents", 4, "id")]),
    "unusable id": (SEXES, "id,sexe\na;b,F\nb,H\n", [("unusable_id", "respondents", 2, "id")]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str) -> None:
    categories, respondents, faults = BAD[name]
    assert _faults(categories, respondents) == faults


@pytest.mark.parametrize(("size", "code"), [(0, "size_not_positive"), (-3, "size_not_positive"), (3, "size_over_pool")])
def test_bad_size(size: int, code: str) -> None:
    assert _faults(SEXES, PAIR, size=size) == [(code, "problem", None, None)]


def test_more_places_than_households() -> None:
    respondents = "id,sexe,foyer\na,F,1\nb,H,1\n"
    assert _faults(SEXES, respondents, household=("foyer",)) == [("size_over_households", "problem", None, None)]


def test_every_code_is_tested() -> None:
    sizes = {"size_not_positive", "size_over_pool", "size_over_households"}
    tested = {code for _, _, faults in BAD.values() for code, *_ in faults} | sizes
    kinds = [kind for kind in Fault.__subclasses__() if kind.__module__ == Fault.__module__]
    assert {kind.code for kind in kinds} == tested


def test_all_the_faults_of_both_files_are_said_at_once() -> None:
    categories = "category,name,min,max\nsexe,F,3,2\nsexe,H,un,2\n"
    assert _faults(categories, "id,sexe\na,F\na,G\n,H\n") == [
        ("minimum_over_maximum", "categories", 2, "min"),
        ("not_a_number", "categories", 3, "min"),
        ("duplicate_id", "respondents", 3, "id"),
        ("unknown_value", "respondents", 3, "sexe"),
        ("blank_id", "respondents", 4, "id"),
    ]


def test_a_fault_says_what_why_and_what_next() -> None:
    assert _message(SEXES, "id,sexe\na,F\nb,{H}\n") == (
        "« {H} » (line 3) is no value of sexe; those of the categories file are: F, H. "
        "Correct it, or add a quota for it."
    )
    categories = "category,name,min,max\nsexe,Femme,0,2\nsexe,Homme,0,2\n"
    assert _message(categories, "id,sexe\na,Femme\nb,Hmme\nc,Hmme\n") == (
        "« Hmme » (lines 3, 4) is no value of sexe; those of the categories file are: Femme, Homme. "
        "Did you mean « Homme »?"
    )


def test_a_broken_categories_file_makes_no_false_fault_of_the_people() -> None:
    categories = "category,name,min,max\nsexe,F,0,2\nsexe,,0,2\n"
    assert _faults(categories, PAIR) == [("blank_cell", "categories", 3, "name")]


@given(st.permutations(CATEGORIES.splitlines()[1:]), st.permutations(RESPONDENTS.splitlines()[1:]))
def test_the_order_of_the_rows_does_not_matter(categories: list[str], respondents: list[str]) -> None:
    files = [
        "\n".join([text.splitlines()[0], *rows])
        for text, rows in ((CATEGORIES, categories), (RESPONDENTS, respondents))
    ]
    assert read_problem(*files, size=2).problem == PROBLEM


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(categories: bytes, respondents: bytes) -> None:
    for files in ((categories, RESPONDENTS.encode()), (CATEGORIES.encode(), b"id,sexe,\xc3\xa2ge\n" + respondents)):
        try:
            read_problem(*files, size=1)
        except BadInput as error:
            found = error.faults
        else:
            continue
        assert found


def test_every_code_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs/engines/sortition_files.md").read_text(encoding="utf-8")
    kinds = [kind for kind in Fault.__subclasses__() if kind.__module__ == Fault.__module__]
    assert [kind.code for kind in kinds if f"| `{kind.code}` |" not in page] == []


def test_the_worked_example_of_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs/engines/sortition_files.md").read_text(encoding="utf-8")
    example = page[page.index("### Worked example") : page.index("One panel fits")]
    blocks = [[]]
    for line in example.splitlines():
        if line.startswith("    "):
            blocks[-1].append(line[4:])
        elif blocks[-1]:
            blocks.append([])
    quotas, people, session = blocks[:3]
    reading = read_problem("\n".join(quotas), "\n".join(people), size=2, columns=Columns(household=("foyer",)))
    said = [f"notice: {one.file}, column {one.column}: {one.message}" for one in reading.notices]
    assert said == session[1:]
    pairs = [pair for pair in combinations(range(4), 2) if reading.problem.is_panel(pair)]
    assert [[reading.problem.people[place].id for place in pair] for pair in pairs] == [["p1", "p3"]]


def test_a_name_full_of_semicolons_does_not_mislead() -> None:
    categories = "category,name,min,max\na;b;c;d;e,F,0,2\n"
    problem = read_problem(categories, "id,a;b;c;d;e\nx,F\ny,F\n", size=2).problem
    assert [person.values for person in problem.people] == [("F",), ("F",)]
