"""Files of Polis: read, refused with their place, written and read back the same."""

from pathlib import Path

import pytest

from belvedere.engines.opinions.faults import BadInput
from belvedere.engines.opinions.reading import check_together, read_matrix, read_statements, read_votes
from belvedere.engines.opinions.votes import Moderation, Statement, Tally, VoteLog
from belvedere.engines.opinions.writing import comments_csv, matrix_csv, votes_csv

BREXIT = Path(__file__).parent / "data" / "brexit-consensus"
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n5,,0,1,1\n"
COMMENTS = "timestamp,comment-id,author-id,moderated,comment-body\n1,0,3,1,Oui\n"

STATEMENTS = (
    Statement(0, "Plus d’arbres, « partout »", 3, Moderation.ACCEPTED, 1567382954698),
    Statement(4, 'Une "citation",\nsur deux lignes', 3, Moderation.REMOVED, 1732028760, is_meta=True),
    Statement(7, "", 0, Moderation.NOT_JUDGED, is_seed=True),
)
LOG = VoteLog.from_rows([(1567382954698, 0, 9, 1), (1567382954699, 0, 9, -1), (1567382954700, 4, 8, 0)])


def test_what_is_written_is_read_back() -> None:
    votes, comments = votes_csv(LOG), comments_csv(STATEMENTS, Tally.of(LOG))

    read = read_votes(votes.encode())
    statements = read_statements(comments.encode())

    assert statements == STATEMENTS
    assert votes_csv(read) == votes
    assert comments_csv(statements, Tally.of(read)) == comments


def test_the_matrix_is_read_back() -> None:
    written = matrix_csv(STATEMENTS, Tally.of(LOG), {9: 1})
    assert written == (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,4,7\n8,,0,1,0,0,,0,\n9,1,0,1,0,1,-1,,\n"
    )
    assert matrix_csv(STATEMENTS, Tally.of(read_votes(written.encode())), {9: 1}) == written


def test_a_published_export_is_read_and_read_back() -> None:
    statements = read_statements((BREXIT / "comments.csv").read_bytes())
    votes = (BREXIT / "participants-votes.csv").read_bytes()
    log = read_votes(votes)
    check_together(statements, log, votes)
    tally = Tally.of(log)

    official = (BREXIT / "participants-votes.csv").read_text(encoding="utf-8").splitlines()
    order = {name: place for place, name in enumerate(official[0].split(","))}
    ours = [row.split(",") for row in matrix_csv(statements, tally, {}).splitlines()]
    columns = [order[name] for name in ours[0][6:]]

    assert (len(statements), len(tally.voters), len(tally)) == (50, 204, 5303)
    cells = {row.split(",")[0]: [row.split(",")[place] for place in columns] for row in official[1:]}
    assert {row[0]: row[6:] for row in ours[1:]} == cells
    again = comments_csv(statements, tally)
    assert comments_csv(read_statements(again.encode()), tally) == again


def test_windows_line_ends_and_the_mark_of_utf8_are_read() -> None:
    content = b"\xef\xbb\xbf" + VOTES.replace("\n", "\r\n").encode()
    assert len(read_votes(content)) == 1


def test_an_export_without_votes_is_empty() -> None:
    assert len(read_votes(b"timestamp,datetime,comment-id,voter-id,vote\n")) == 0
    assert len(read_matrix(b"participant,group-id,0,1\n")) == 0


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "empty_file", 1, None),
        (VOTES.encode() + b"6,\xff,0,1,1\n", "encoding", 3, None),
        (VOTES.encode() + b'6,,0,1,"1\n', "broken_table", 3, None),
        (VOTES.encode() + b"6,,0,1\n", "wrong_cells", 3, None),
        (VOTES.encode() + b"6,,0,1,2\n", "unknown_vote", 3, "vote"),
        (VOTES.encode() + b"6,,0,1,yes\n", "unknown_vote", 3, "vote"),
        (VOTES.encode() + b"6,,0,-1,1\n", "not_a_number", 3, "voter-id"),
        (VOTES.encode() + b"6,,zero,1,1\n", "not_a_number", 3, "comment-id"),
        (VOTES.encode() + b"99999999999999999999,,0,1,1\n", "not_a_number", 3, "timestamp"),
        (b"timestamp,comment-id,vote\n", "missing_column", 1, "voter-id"),
        (b"timestamp,comment-id,voter-id,vote,vote\n", "duplicate_column", 1, "vote"),
        (b"participant,0\n1,5\n", "unknown_vote", 2, "0"),
        (b"participant,0,0\n1,1,1\n", "duplicate_column", 1, "0"),
    ],
)
def test_bad_votes_are_refused_with_their_place(content: bytes, code: str, line: int, column: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        read_votes(content)
    [fault] = caught.value.faults
    assert (fault.code, fault.line, fault.column) == (code, line, column)
    assert fault.message.endswith((".", '("").'))


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("1,x,3,1,Oui", "not_a_number", "comment-id"),
        ("1,1,3,2,Oui", "unknown_moderation", "moderated"),
        ("1,0,3,1,Non", "duplicate_statement", "comment-id"),
    ],
)
def test_bad_statements_are_refused_with_their_place(row: str, code: str, column: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_statements(f"{COMMENTS}{row}\n".encode())
    assert [(fault.code, fault.line, fault.column) for fault in caught.value.faults] == [(code, 3, column)]


def test_all_the_faults_are_said_at_once_and_no_more_than_twenty() -> None:
    with pytest.raises(BadInput) as caught:
        read_votes(VOTES.encode() + b"6,,0,1,7\n" * 30)
    assert [fault.line for fault in caught.value.faults] == list(range(3, 23))


@pytest.mark.parametrize(
    ("votes", "places"),
    [
        (
            VOTES + '4,"a\nb",12,1,1\n3,,0,2,1\n2,,7,2,1\n1,,12,2,1\n',
            [("votes", 3, "comment-id", 12), ("votes", 6, "comment-id", 7)],
        ),
        (
            "participant,0,7,12,13\n8,1,,0,\n9,1,1,,\n",
            [("participants-votes", 1, "7", 7), ("participants-votes", 1, "12", 12)],
        ),
    ],
)
def test_votes_on_an_unknown_statement_are_refused_with_their_place(
    votes: str, places: list[tuple[str, int, str, int]]
) -> None:
    with pytest.raises(BadInput) as caught:
        check_together(read_statements(COMMENTS.encode()), read_votes(votes.encode()), votes.encode())
    found = [(fault.file.value, fault.line, fault.column, fault.parameters["id"]) for fault in caught.value.faults]
    assert sorted(found) == sorted(places)
    assert caught.value.faults[0].message == (
        f"Statement {found[0][3]} is not in the comments file. Add it there, or remove its votes; check that both "
        "files come from the same export."
    )


def test_no_more_than_twenty_unknown_statements_are_said() -> None:
    votes = VOTES + "".join(f"5,,{one},1,1\n" for one in range(40, 10, -1))
    with pytest.raises(BadInput) as caught:
        check_together(read_statements(COMMENTS.encode()), read_votes(votes.encode()), votes.encode())
    assert [(fault.line, fault.parameters["id"]) for fault in caught.value.faults] == [
        (line, 43 - line) for line in range(13, 33)
    ]
