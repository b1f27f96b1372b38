"""``belvedere rules``, as it is called: whole answers for a case worked by hand, bad input with its place."""

import json
from pathlib import Path

import pytest

from belvedere.config.commands.rules import main
from belvedere.engines.rules.law.shipped import shipped_texts
from tests.engines.rules.law.cases import INSPIRE

SESSIONS = "date\n2027-02-12\n2027-04-02\n2027-06-25\n2027-09-24\n2027-11-05\n2027-12-17\n"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(INSPIRE), encoding="utf-8")
    return path


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    path = tmp_path / "sessions.csv"
    path.write_text(SESSIONS, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    assert main([str(word) for word in words]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main([str(word) for word in words]) == 2
    return capsys.readouterr().err


def test_the_shipped_rules_hold_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith(
        "Rule set 2026-11-22: 27 rules, 33 questions, 11 parameters, 21 milestones, 31 methods. All hold together.\n"
    )


def test_a_rule_file_with_a_typo_is_refused_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in shipped_texts().items():
        (tmp_path / name).write_text(
            text.replace("surface_pietonne_m2 > p", "surface_pietone_m2 > p"), encoding="utf-8"
        )
    assert refused(capsys, "check", "--rules", tmp_path) == (
        "rules: rules_urbanisme.toml, line 76, CU-R103-1-3: the question « surface_pietone_m2 » is unknown here; "
        "did you mean « surface_pietonne_m2 »?\n"
    )


def test_explain_says_each_rule_of_inspire(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "explain", "--facts", facts, "--on", "2026-11-22", "--json")
    rules = {rule["id"]: rule for rule in found["rules"]}
    assert (len(rules), found["on"], found["rule_set"]) == (27, "2026-11-22", "2026-11-22")
    assert {name for name, rule in rules.items() if rule["applies"] is True} == {"CU-R103-1-2", "CU-600-11", "CE-123-2"}
    neutralised = rules["CE-121-18"]
    assert (neutralised["verdict"], neutralised["applies"]) == (True, False)
    assert neutralised["neutralised_by"] == ["CU-R103-1-2"]
    undecided = rules["Q-QPV"]
    assert (undecided["verdict"], undecided["missing"]) == ("unknown", ["qpv", "publics_eloignes"])
    road = rules["CU-R103-1-2"]
    assert road["sources"][1] == "C. urb. R. 103-1, 2°"
    assert (road["confidence"], road["is_certain"], road["read_on"]) == ("texte_2026-04", True, "2026-11-22")
    assert road["what_would_change"][0]["answers"] == [
        {
            "question": "cout_ht",
            "from": 280_000_000,
            "to": 1_900_000,
            "threshold": 1_900_000,
            "distance": 278_100_000,
        }
    ]
    assert found["next_questions"][0]["id"] == "marge"


def test_what_would_change_is_obeyed_by_the_command(
    facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "explain", "--facts", facts, "--on", "2026-11-22", "--json")
    road = next(rule for rule in found["rules"] if rule["id"] == "CU-R103-1-2")
    for change in road["what_would_change"]:
        changed = {**INSPIRE, **{answer["question"]: answer["to"] for answer in change["answers"]}}
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(changed), encoding="utf-8")
        again = told(capsys, "explain", "--facts", path, "--on", "2026-11-22", "--json")
        assert [rule["applies"] for rule in again["rules"] if rule["id"] == "CU-R103-1-2"] == [change["applies"]]


def test_plan_gives_the_dates_of_the_worked_example(
    facts: Path, sessions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("plan", "--facts", facts, "--sessions", sessions, "--decision", "2027-12-20", "--json")
    found = told(capsys, *words)
    assert found["decision"] == {"asked": "2027-12-20", "on": "2027-12-17"}
    assert found["dates"] == {
        "CU-DELIB": "2027-06-25",
        "EP-AVIS": "2027-10-01",
        "CU-OUV": "2027-10-06",
        "EP-OUV": "2027-10-18",
        "CU-CLOT": "2027-11-17",
        "EP-CLOT": "2027-11-17",
        "CU-BILAN": "2027-12-17",
        "DECISION": "2027-12-17",
    }
    assert found["critical_path"] == ["CU-DELIB", "CU-OUV", "CU-CLOT", "CU-BILAN", "DECISION"]
    assert found["acts"][0]["next_session"] == {"on": "2027-09-24", "days_late": 3, "days_lost": 91}
    assert found["fixes"] == [
        {
            "act": "CU-DELIB",
            "shorten_delay_of": "CU-DELIB",
            "by_days": 3,
            "new_date": "2027-09-24",
            "gains_days": 91,
        }
    ]
    assert [order["first"] for order in found["orders_to_settle"]] == ["CU-BILAN"]


def test_plan_in_words(facts: Path, sessions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--facts", str(facts), "--sessions", str(sessions), "--decision", "2027-12-20"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "25/06/2027  CU-DELIB      Délibération fixant objectifs et modalités"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"nature": "zac",}', "line 1, column 18: this is not JSON"),
        ('["zac"]', 'must hold an object of answers by question, such as {"nature": "zac"}.'),
        ('{"natur": "zac"}', "« natur » is not a question; did you mean « nature »?."),
        ('{"nature": "zca"}', "« zca » is not an answer to « nature »; did you mean « zac »?."),
        (
            '{"cout_ht": -1}',
            "The answer to « cout_ht » is -1: give a number from 0 on, or null when unknown.",
        ),
        (
            '{"cout_ht": NaN}',
            "The answer to « cout_ht » is nan: give a number from 0 on, or null when unknown.",
        ),
        ('{"qpv": "oui"}', "The answer to « qpv » is 'oui': give true or false, or null when unknown."),
        (
            '{"date_engagement": "26 mai"}',
            "The answer to « date_engagement » is '26 mai': give a date written YYYY-MM-DD, or null when unknown.",
        ),
        (
            '{"date_engagement": "2014-01-01"}',
            "« date_engagement » is 2014-01-01, and the rules are known from 2016-01-01 only",
        ),
        (
            '{"nature": "zac", "procedure_plu": "revision"}',
            (
                "some answers contradict each other. procedure_plu: « procedure_plu » is answered but is asked "
                "only when nature in ['plu', 'scot']. Change or remove one of them."
            ),
        ),
        (
            '{"nature": "voirie", "entretien_seulement": true, "ouvrage_nouveau_ou_assiette": true}',
            (
                "some answers contradict each other. entretien_seulement, ouvrage_nouveau_ou_assiette: Works of "
                "maintenance alone neither create a structure nor change its footprint. Change or remove one of "
                "them."
            ),
        ),
    ],
)
def test_bad_answers_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    path = tmp_path / "f.json"
    path.write_text(text, encoding="utf-8")
    assert message in refused(capsys, "explain", "--facts", path, "--on", "2026-11-22")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty: write the date of each council session, one by line, under « date »."),
        ("date\n", "holds no session: write the date of each, one by line, under « date »."),
        ("date\n2027-13-01\n", "line 2: « 2027-13-01 » is not a date: write it as 2027-06-25."),
        ("lieu\nmairie\n", "line 1: no column « date » among lieu: name it so."),
    ],
)
def test_bad_sessions_are_refused(
    facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    assert message in refused(capsys, "plan", "--facts", facts, "--sessions", path, "--decision", "2027-12-20")


def test_sessions_may_be_written_as_in_france_without_a_header(
    facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.csv"
    path.write_text("17/12/2027;conseil\n25/06/2027;conseil\n", encoding="utf-8")
    found = told(capsys, "plan", "--facts", facts, "--sessions", path, "--decision", "2027-12-20", "--json")
    assert (found["dates"]["CU-DELIB"], found["dates"]["CU-BILAN"]) == ("2027-06-25", "2027-12-17")


def test_an_impossible_calendar_names_the_constraint(
    facts: Path, sessions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = refused(capsys, "plan", "--facts", facts, "--sessions", sessions, "--decision", "2027-03-01")
    assert found.startswith(
        "impossible_calendar: « Délibération fixant objectifs et modalités » (CU-DELIB) needs a date"
    )
    assert "or decide on 2027-06-25, the first session for which everything holds." in found


def test_a_missing_file_and_a_missing_folder_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "none.json"
    assert refused(capsys, "explain", "--facts", missing, "--on", "2026-11-22").startswith(
        f"rules: {missing} cannot be read"
    )
    assert refused(capsys, "check", "--rules", missing).startswith(f"rules: There is no folder {missing}")
