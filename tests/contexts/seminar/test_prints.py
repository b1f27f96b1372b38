"""What is printed: one card a page, badges that nothing leaves, signatures by day, nothing blank."""

import io
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation
from pypdf import PdfReader

from belvedere.contexts.seminar.exports import prints
from belvedere.contexts.seminar.models import College, Place, Round, Seminar, Sequence
from tests.contexts.seminar.conftest import NOW, World
from tests.papers import pdf_faults

CENTIMETRE = 72 / 2.54
MARGIN, WIDTH, ROW = 1.5 * CENTIMETRE, 9.1 * CENTIMETRE, 5.3 * CENTIMETRE
TOP = (29.7 - 1.35) * CENTIMETRE
PAPERS = [prints.run_sheet, prints.programme_paper, prints.table_cards, prints.badges, prints.signing_list]
Paper = Callable[..., bytes]


@pytest.fixture
def ready(world: World) -> World:
    world.list_people()
    return world


def pages(paper: Paper, seminar: Seminar) -> list[str]:
    found = PdfReader(io.BytesIO(paper(seminar, now=NOW))).pages
    return [page.extract_text().replace("\xa0", " ") for page in found]


def by_badge(content: bytes) -> dict[tuple[int, int], str]:
    """Return what is written in each badge of the first page, by its row and its column."""
    found: dict[tuple[int, int], str] = defaultdict(str)

    def visit(text: str, page: list[float], line: list[float], _font: object, _size: float) -> None:
        x = line[4] * page[0] + line[5] * page[2] + page[4]
        y = line[4] * page[1] + line[5] * page[3] + page[5]
        if text.strip():
            found[int((TOP - y) // ROW), int((x - MARGIN) // WIDTH)] += text.replace("\n", "")

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=visit)
    return found


def test_each_table_has_one_page(ready: World) -> None:
    found = pages(prints.table_cards, ready.seminar)
    assert [("Table 1" in page, "Table 2" in page) for page in found] == [(True, False), (False, True)]


def test_what_is_long_stays_in_its_badge(ready: World) -> None:
    ready.seminar.title = "Écrire ensemble la stratégie métropolitaine de participation citoyenne et son plan d’action"
    ready.seminar.save()
    College.objects.update(name="Conseil de développement, élues et élus métropolitains et communaux")
    for guest in ready.guests():
        guest.name = f"Marie-Françoise de La Rochefoucauld-Saint-Étienne du Bois {guest.number}"
        guest.organisation = "Syndicat intercommunal de l’aménagement du bassin versant de la haute vallée de l’Allier"
        guest.save()
        for round_ in Round.objects.all():
            Place.objects.create(round=round_, guest=guest, table=2)
    found = by_badge(prints.badges(ready.seminar, now=NOW))
    assert sorted(found) == [(row, column) for row in range(4) for column in range(2)]
    for rank, badge in enumerate(found[at].replace("\xa0", " ") for at in sorted(found)):
        for words in ("Écrire ensemble", f"{rank + 1}", "haute vallée", "Conseil de", "tour 2 : table 2"):
            assert words in badge


@pytest.mark.parametrize(
    ("days", "language", "heads"),
    [
        (1, "fr", ["Signature"]),
        (2, "fr", ["Signature du 23/11", "Signature du 24/11"]),
        (3, "en", ["Signature on 23/11", "Signature on 24/11", "Signature on 25/11"]),
        (9, "en", ["Signature"]),
    ],
)
def test_people_sign_once_a_day(ready: World, days: int, language: str, heads: list[str]) -> None:
    ready.seminar.ends_on = ready.seminar.starts_on + timedelta(days=days - 1)
    with translation.override(language):
        assert prints._signatures(ready.seminar) == heads
        text = " ".join(" ".join(pages(prints.signing_list, ready.seminar)).split())
    assert [head in text for head in heads] == [True] * len(heads)


def test_a_long_list_says_whose_it_is_on_each_page(world: World) -> None:
    world.list_people(60)
    found = pages(prints.signing_list, world.seminar)
    assert len(found) > 2
    assert ["Nom (Services)" in page or "Nom (Élus)" in page for page in found] == [True] * len(found)


def test_a_programme_without_a_room_has_no_column_for_it(ready: World) -> None:
    assert "Salle\n" not in pages(prints.programme_paper, ready.seminar)[0].partition("Heure")[2]
    Sequence.objects.filter(title="Tour 1").update(room="Salle Gergovie")
    assert "Salle Gergovie" in pages(prints.programme_paper, ready.seminar)[0]


def test_papers_say_when_there_is_nobody_or_nothing(world: World) -> None:
    assert "Personne n’est attendu pour le moment." in pages(prints.badges, world.seminar)[0]
    assert "Personne n’est attendu pour le moment." in pages(prints.signing_list, world.seminar)[0]
    Round.objects.all().delete()
    Sequence.objects.all().delete()
    for paper in (prints.run_sheet, prints.programme_paper):
        assert "Le programme est encore vide." in pages(paper, world.seminar)[0]
    assert "Aucun tour de table n’est prévu." in pages(prints.table_cards, world.seminar)[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_are_accessible(ready: World, tmp_path: Path, paper: Paper) -> None:
    assert pdf_faults(paper(ready.seminar, now=NOW), tmp_path) == []
