"""What looks like personal data is found by its form; what does not is left."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.redaction.personal_data import DataKind, find_personal_data, redacted

PIECES = {
    DataKind.EMAIL: ["jeanne.durand+bus@exemple.fr", "a@b.co"],
    DataKind.PHONE: ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "04.73.00.00.00", "+33 (0)4 73 00 00 00"],
    # By hand: 2 55 08 14 168 025 is the Insee's own example, its key is 38.
    DataKind.NIR: ["2 55 08 14 168 025 38", "255081416802538", "2550814168025"],
    # The example of ISO 13616 for France.
    DataKind.IBAN: ["FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"],
    DataKind.PLATE: ["AB-123-CD"],
    DataKind.NAME: ["Mme Durand", "M. Jean Dupont", "Monsieur de La Tour", "Me d’Artagnan", "Madame Éluard-Élan"],
    DataKind.HOME: ["12 bis, rue des Lilas", "3 avenue de la République"],
}
CASES = [(kind, piece) for kind, pieces in PIECES.items() for piece in pieces]


@pytest.mark.parametrize(("kind", "piece"), CASES)
def test_each_form_is_found_whole_within_a_sentence(kind: DataKind, piece: str) -> None:
    text = f"On m’a dit ({piece}) de venir."
    assert [(found.kind, text[found.start : found.end]) for found in find_personal_data(text)] == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "Monsieur le Maire et Madame la Présidente savent.",
        "La ligne 12 part à 6 h 30, arrêt Delille, tous les jours.",
        "Un budget de 1 200 000 euros, soit 12,5 % de 9 600 000.",
        "Le SIRET 246 300 701 00017 est public.",
        "La rue des Lilas et la place de Jaude.",
        "FR14 2004 1010 0505 0001 3M02 607 n’est pas un compte : sa clé est fausse.",
        "2 55 08 14 168 025 39 n’est pas un numéro : sa clé est fausse.",
        "",
    ],
)
def test_what_is_public_is_left(text: str) -> None:
    assert find_personal_data(text) == []


def test_what_overlaps_is_found_once() -> None:
    text = "mme.durand@exemple.fr"
    assert [found.kind for found in find_personal_data(text)] == [DataKind.EMAIL]


@settings(max_examples=50)
@given(st.lists(st.sampled_from([piece for _kind, piece in CASES]), max_size=5), st.text("abc é,;\n", max_size=20))
def test_what_is_redacted_holds_nothing_any_more(pieces: list[str], filling: str) -> None:
    text = f" ; {filling} ; ".join(["", *pieces, ""])
    found = find_personal_data(text)
    assert len(found) == len(pieces)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    hidden = redacted(text, found, mark="[…]")
    assert find_personal_data(hidden) == []
    assert hidden.count("[…]") == len(pieces)


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_can_be_read(text: str) -> None:
    assert redacted(text, find_personal_data(text), mark="").__len__() <= len(text)
