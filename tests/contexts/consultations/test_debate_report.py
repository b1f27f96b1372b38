"""What a debate says in the report of its consultation."""

from datetime import timedelta

from belvedere.contexts.consultations.actions import mapping
from belvedere.contexts.consultations.models import Participant
from belvedere.contexts.consultations.queries.report import blocks_of
from tests.contexts.consultations.conftest import World
from tests.contexts.consultations.test_debate import OPEN, two_camps


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
    assert all("\u00a0% (" in item or "% d’accord (" in item for item in items)
