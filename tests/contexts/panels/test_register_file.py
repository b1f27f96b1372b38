"""Registers of many makers, read whole: good addresses, faults by line, duplicates."""

import pytest

from belvedere.contexts.panels.queries.register_file import LineFault, Places, RegisterReading, read_register

KNOWN = Places(
    by_insee={"63075": 1, "63032": 2},
    by_name={"chamalieres": 1, "beaumont": 2, "saint genes champanelle": 3},
    by_postal_code={"63400": 1},
    names={1: "Chamalières", 2: "Beaumont", 3: "Saint-Genès-Champanelle"},
    codes={1: ["63400"], 2: ["63110"], 3: []},
)


def read(text: str | bytes) -> RegisterReading:
    return read_register(text.encode() if isinstance(text, str) else text, key="clef", known=KNOWN)


def lines(reading: RegisterReading) -> list[tuple[str, str, str, int]]:
    return [(row.addressee, row.street, row.postal_code, row.commune_id) for row in reading.rows]


@pytest.mark.parametrize(
    "text",
    [
        "Nom;Prénom;Adresse;Code postal;Commune\nMartin;Ada;1 rue des Lilas;63400;Chamalières\n",
        "nom,prenom,adresse,cp,ville\nMartin,Ada,1 rue des Lilas,63400,CHAMALIERES CEDEX\n",
        "numero\tnom_voie\tcode_insee\tcode_postal\tnom\tprenom\n1\true des Lilas\t63075\t63400\tMartin\tAda\n",
        "\ufeffDestinataire;Voie;CP\nAda Martin;1 rue des Lilas;63400\n",
        "Nom;Prénom;Adresse;Code postal;Commune\r\nMartin;Ada;1 rue des Lilas;63400;Chamalières\r\n".encode("cp1252"),
        "Nom;Prénom;Adresse;Code postal;Commune\nMartin;Ada;1 rue des Lilas;63400;Chamalières\n".encode("utf-16"),
    ],
    ids=["tableur", "liste électorale", "base nationale", "une colonne de nom", "windows", "utf-16"],
)
def test_formats_of_the_field(text: str | bytes) -> None:
    reading = read(text)
    assert reading.faults == ()
    assert lines(reading) == [("Ada Martin", "1 rue des Lilas", "63400", 1)]


def test_every_fault_is_said_at_once_with_its_line() -> None:
    reading = read(
        "adresse;code postal;commune\n"
        ";63400;Chamalières\n"
        "2 rue des Lilas;634;Chamalières\n"
        "3 rue des Lilas;75001;Paris\n"
        "4 rue des Lilas;63110;Beaumont\n"
    )
    assert reading.faults == (
        LineFault(2, "L’adresse est vide."),
        LineFault(3, "Le code postal « 634 » n’a pas cinq chiffres."),
        LineFault(4, "« Paris » n’est pas une commune du territoire."),
    )
    assert lines(reading) == [("", "4 rue des Lilas", "63110", 2)]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"adresse;commune\n1 rue \x81;", 2, "Le texte n’est lisible ni en UTF-8 ni en Windows-1252."),
        (b"PK\x03\x04", 1, "Ce n’est pas du texte. Si c’est un classeur, enregistrez-le au format « CSV UTF-8 »."),
        (b"", 1, "Le fichier est vide."),
        (b"adresse;commune\n", 1, "Le fichier n’a que des titres de colonnes."),
        (b'adresse;commune\n"1 rue;', 2, "Des guillemets ne sont pas refermés."),
        (b"adresse;commune\n1 rue;Beaumont;3\n", 2, "Il y a plus de cases que de titres de colonnes."),
    ],
)
def test_what_breaks_a_file_is_said_in_the_language_of_the_site(content: bytes, line: int, message: str) -> None:
    assert read(content).faults == (LineFault(line, message),)


def test_duplicates_are_counted_and_kept_once_whatever_their_spelling() -> None:
    reading = read(
        "nom;adresse;commune\n"
        "Martin;12 av. Victor Hugo;Beaumont\n"
        "MARTIN;12 Avenue Victor-Hugo;BEAUMONT\n"
        "Durand;12 avenue Victor Hugo;Beaumont\n"
    )
    assert (len(reading.rows), reading.duplicates) == (2, 1)
    assert len({row.household for row in reading.rows}) == 2


def test_a_flat_makes_the_household_not_the_name() -> None:
    reading = read(
        "nom;adresse;complement;commune\n"
        "Martin;12 avenue Victor Hugo;apt 4;Beaumont\n"
        "Durand;12 avenue Victor Hugo;appartement 4;Beaumont\n"
    )
    assert len(reading.rows) == 2
    assert len({row.household for row in reading.rows}) == 1


def test_marks_say_nothing_without_the_key() -> None:
    text = b"adresse;commune\n1 rue des Lilas;Beaumont\n"
    [one], [other] = (read_register(text, key=key, known=KNOWN).rows for key in ("clef", "autre"))
    assert one.street == other.street
    assert one.fingerprint != other.fingerprint
    assert "Lilas" not in one.fingerprint


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", (LineFault(1, "Le fichier est vide."),)),
        ("adresse;commune\n", (LineFault(1, "Le fichier n’a que des titres de colonnes."),)),
        (
            "nom;telephone\nMartin;04\n",
            (
                LineFault(
                    1,
                    "Il manque une colonne : l’adresse (adresse, voie, rue), la commune (commune, ville, "
                    "ou code INSEE). Titres lus : nom, telephone.",
                ),
            ),
        ),
    ],
)
def test_what_is_no_register(text: str, faults: tuple[LineFault, ...]) -> None:
    reading = read(text)
    assert (reading.faults, reading.rows, reading.is_readable) == (faults, (), False)


def test_st_is_saint() -> None:
    assert lines(read("adresse;commune\nLe Bourg;St Genès Champanelle\n")) == [("", "Le Bourg", "", 3)]
