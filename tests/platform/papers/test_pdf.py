"""A paper is a tagged PDF in its language, and no text in its data can run."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from belvedere.platform.papers.pdf import NoSuchPaper, render_pdf
from tests.papers import pdf_faults

CREATED_AT = datetime(2026, 11, 23, 9, 0, 0, 123_456, tzinfo=UTC)  # clocks have microseconds
HOSTILE = '#panic("non") $x$ = *gras* <script> "guillemets" \\ @source'


def _paper(text: str) -> bytes:
    return render_pdf(
        "papers/document",
        {
            "title": "Saisine S-2026-0001",
            "language": "fr",
            "subtitle": "Des bus plus tôt le dimanche",
            "footer": "Clermont Auvergne Métropole",
            "sections": [{"heading": "Demande", "paragraphs": [text], "facts": [["Commune", "Chamalières"]]}],
        },
        created_at=CREATED_AT,
    )


def test_paper_is_tagged_titled_and_in_french(tmp_path: Path) -> None:
    assert pdf_faults(_paper("Un texte."), tmp_path) == []
    reader = PdfReader(io.BytesIO(_paper("Un texte.")))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "fr"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert reader.metadata is not None
    assert reader.metadata.title == "Saisine S-2026-0001"
    assert b"pdfuaid:part" in catalog["/Metadata"].get_object().get_data()


def test_text_in_data_stays_text() -> None:
    text = PdfReader(io.BytesIO(_paper(HOSTILE))).pages[0].extract_text()
    assert '#panic("non") $x$ = *gras* <script>' in text


def test_same_data_gives_same_bytes() -> None:
    assert _paper("Un texte.") == _paper("Un texte.")


def test_unknown_paper_is_refused() -> None:
    with pytest.raises(NoSuchPaper):
        render_pdf("papers/../../secret", {"title": "x", "language": "fr"}, created_at=CREATED_AT)
