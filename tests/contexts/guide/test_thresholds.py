"""The threshold simulator: exact tipping points, for the answers of an address."""

from datetime import date

import pytest
from django.test import Client

from belvedere.contexts.guide.queries.thresholds import sliding_questions, thresholds_of

STREET = {"nature": "pietonnisation", "entretien_seulement": False, "surface_pietonne_m2": 3_400}
PAGE = "/guide/seuils/?nature=pietonnisation&entretien_seulement=non"


def test_a_pedestrian_area_tips_at_3001_square_metres() -> None:
    [row] = thresholds_of(STREET, "surface_pietonne_m2", date(2026, 11, 23))
    assert (row.before, row.at, row.is_passed) == ("3\u00a0000\u00a0m²", "3\u00a0001\u00a0m²", True)
    changes = {change.card.rule.id: (change.before, change.after) for change in row.changes}
    assert changes == {"CU-R103-1-3": (False, True), "CE-121-18": (None, False), "CE-121-17-I": (None, False)}


@pytest.mark.usefixtures("metropole")
def test_the_page_shows_source_and_confidence_and_survives_bad_input(client: Client) -> None:
    page = client.get(f"{PAGE}&sur=surface_pietonne_m2").content.decode()
    for told in ("3\u00a0001", "C. urb. R. 103-1, 3°", "Texte vérifié", "Lu le", "ne remplace pas l’avis"):
        assert told in page, told
    assert client.get(f"{PAGE}&sur=nature").status_code == 422
    assert "Aucun seuil" in client.get("/guide/seuils/?nature=autre&sur=longueur_km").content.decode()
    assert client.get("/guide/seuils/?cout_ht=beaucoup").status_code == 200


@pytest.mark.usefixtures("metropole")
def test_every_number_can_slide(client: Client) -> None:
    for question in sliding_questions():
        assert client.get(f"/guide/seuils/?nature=voirie&sur={question.id}").status_code == 200, question.id
