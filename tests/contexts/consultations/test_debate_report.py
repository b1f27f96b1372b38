"""What a debate says in the report of its consultation."""

import io
from datetime import timedelta
from typing import Any  # a block

from django.template.loader import render_to_string
from docx import Document
from pypdf import PdfReader

from belvedere.contexts.consultations.actions import mapping
from belvedere.contexts.consultations.exports.report import report_as_docx, report_as_pdf
from belvedere.contexts.consultations.models import Consultation, Participant, Report
from belvedere.contexts.consultations.queries.report import blocks_of
from belvedere.engines.ledger.canonical import canonical_json
from tests.contexts.consultations.conftest import World
from tests.contexts.consultations.test_debate import OPEN, two_camps


def assert_drawn_everywhere(drawn: dict[str, Any], written: Report, consultation: Consultation) -> None:
    """The page, the PDF and the DOCX hold the map with its words."""
    canonical_json(written.blocks)
    page = render_to_string("consultations/parts/blocks.html", {"blocks": [drawn], "consultation": consultation})
    assert page.count("<path class=") == len(drawn["marks"])
    pdf = report_as_pdf(consultation, written, at=OPEN)
    assert " ".join(drawn["text"].split()) in " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split()
    )
    docx = Document(io.BytesIO(report_as_docx(consultation, written, at=OPEN)))
    shape = docx.inline_shapes[0]
    assert shape._inline.docPr.get("descr") == drawn["text"]
    assert shape.width > shape.height > 0


def test_the_report_tells_the_map_and_its_uncertainty(world: World) -> None:
    found = world.debate()
    consultation = world.again(found.phase.consultation)
    assert "Ce que dit le débat" not in [block.get("text") for block in blocks_of(consultation, None)]
    two_camps(found)
    mapping.draw_map(debate=found, now=OPEN + timedelta(minutes=1))
    blocks = blocks_of(consultation, None)
    texts = [str(block["text"]) for block in blocks if "text" in block]
    place = texts.index("Ce que dit le débat")
    people = Participant.objects.count()
    assert texts[place + 1].startswith(f"{people} personnes ont donné ")
    items = [str(item) for block in blocks if isinstance(block.get("items"), list) for item in block["items"]]  # type: ignore[attr-defined]  # a list
    drawn = next(block for block in blocks if block["kind"] == "map")
    twin = blocks[blocks.index(drawn) + 1]
    assert isinstance(twin["rows"], list)
    assert [row[0] for row in twin["rows"]] == ["Sur la carte", "En haut", "En bas"]  # too few for groups
    assert sum(int(count) for row in twin["rows"][1:] for count in row[1:]) == people
    assert_drawn_everywhere(drawn, Report(blocks=blocks, digest="0" * 64), consultation)
    assert all("\u00a0% (" in item or "% d’accord (" in item for item in items)
