"""Acts told in the reader's language."""

import json
import re
from collections.abc import Callable
from typing import Any  # what pytest-django gives

import pytest
from django.utils.translation import override

from belvedere.platform.journal import words
from belvedere.platform.journal.kinds import Kind, declared_kinds, readers_of, spellings_of
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.queries import in_words
from belvedere.platform.journal.words import sentence_of
from belvedere.platform.territory.models import Body, Territory


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Avant le 1er décembre 2026"), ("en", "Avant le 1 December 2026")]
)
def test_a_date_is_spelt_as_on_every_other_page(monkeypatch: pytest.MonkeyPatch, language: str, said: str) -> None:
    monkeypatch.setattr(words, "kind_named", lambda code: Kind(code, "Avant le {answer_on}", {"answer_on": str}))
    event = Event(kind="tests.asked", payload=json.dumps({"answer_on": "2026-12-01"}))
    with override(language):
        assert sentence_of(event) == said


def test_a_code_is_spelt_in_words_and_an_unknown_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("tests.refused", "Refus ({reason})", {"reason": str})
    monkeypatch.setattr(words, "spellings_of", lambda _code: {"reason": {"flou": "Demande imprécise"}})
    monkeypatch.setattr(words, "kind_named", lambda _code: kind)
    events = [Event(kind=kind.code, payload=json.dumps({"reason": reason})) for reason in ("flou", "autre")]
    assert [sentence_of(event) for event in events] == ["Refus (Demande imprécise)", "Refus (autre)"]


def test_days_are_spelt_whatever_the_name_of_their_field(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("tests.told", "Le {on}, depuis le {since}, le {never} ou {at}.", {"on": str, "since": str})
    monkeypatch.setattr(words, "kind_named", lambda _code: kind)
    payload = {"on": "2026-10-02", "since": "2026-02-04", "never": "2026-02-31", "at": "2026-02-04T10:00"}
    assert sentence_of(Event(kind=kind.code, payload=json.dumps(payload))).replace("\xa0", " ") == (
        "Le 2 octobre 2026, depuis le 4 février 2026, le 2026-02-31 ou 2026-02-04T10:00."
    )


@pytest.mark.parametrize("items", [1, 3])
def test_bodies_are_named_in_one_statement_whatever_their_number(
    monkeypatch: pytest.MonkeyPatch, metropole: Body, django_assert_num_queries: Callable[[int], Any], items: int
) -> None:
    kind = Kind("tests.sent", "Transmise à {to_body}", {"to_body": str})
    monkeypatch.setattr(words, "kind_named", lambda _code: kind)
    sent = [Event(kind=kind.code, payload=json.dumps({"to_body": metropole.slug})) for _ in range(items)]
    with django_assert_num_queries(1):
        assert [act.sentence for act in in_words(sent)] == [f"Transmise à {metropole.name}"] * items
    assert sentence_of(sent[0]) == f"Transmise à {metropole.name}"
    assert sentence_of(Event(kind=kind.code, payload=json.dumps({"to_body": "parti"}))) == "Transmise à parti"


@pytest.mark.parametrize(
    ("kind", "payload", "sentence"),
    [
        ("seminar.poll_written", {"poll": 1, "rule": "approbation"}, "Le vote 1 est préparé : Approbation."),
        ("panels.mission_moved", {"mission": 1, "state": "en_cours"}, "La mission 1 avance : En cours."),
        ("observatory.examen_moved", {"state": "repondu"}, "L’examen avance : Réponse publiée."),
        ("observatory.piece_added", {"piece": "suivi", "number": 3}, "Le dossier reçoit une pièce (Suivi, n° 3)."),
        ("accounts.role_granted", {"kind": "elu"}, "Un rôle « Mandat électif » est donné."),
        ("consultations.debate_set", {"moderation": "apres"}, "Le débat est réglé : lecture après publication."),
        ("projects.approved", {"gate": "P1"}, "La porte P1 (Cadre) est approuvée."),
        ("projects.level_announced", {"level": "concerter"}, "Le niveau de participation est choisi : Concerter."),
        (
            "strategy.setting_changed",
            {"setting": "candidate_referrals", "value": 4, "since": "2026-02-04"},
            (
                "Le réglage « Saisines à partir desquelles une case vide est candidate au plan » vaut 4 à partir du "
                "4 février 2026."
            ),
        ),
        (
            "strategy.test_set",
            {"element": "E1", "indicator": "maires-prevenus"},
            "Le test de l’engagement E1 est fixé : Communes prévenues à temps.",
        ),
    ],
)
def test_the_codes_of_the_contexts_are_spelt(kind: str, payload: dict[str, str | int], sentence: str) -> None:
    assert sentence_of(Event(kind=kind, payload=json.dumps(payload))).replace("\xa0", " ") == sentence


def test_a_setting_is_told_in_the_language_of_the_page() -> None:
    payload = {"setting": "candidate_referrals", "value": 4, "since": "2026-02-04"}
    with override("en"):
        assert sentence_of(Event(kind="strategy.setting_changed", payload=json.dumps(payload))) == (
            "The setting “Referrals from which an empty cell is a candidate for the plan” is 4 from 4 February 2026 on."
        )


def test_a_year_is_not_an_amount(territory: Territory) -> None:
    event = Event(kind="observatory.budget_written", payload=json.dumps({"policy": "partie", "year": 2025}))
    assert sentence_of(event).replace("\xa0", " ") == "Le budget 2025 de la politique « partie » est écrit."


# What a sentence quotes as it is: days, references that people write, footprints, keys printed beside the texts.
_DAYS = {"at", "day", "on", "since", "react_until", "replies_until"}
_REFERENCES = {"contest", "edition", "by", "examen", "former", "opinion", "other", "reference", "deliberation"}
_AS_WRITTEN = {"commitment", "competence", "digest", "element", "file", "period", "rule", "values", "version"}


def _quotes_a_code(kind: Kind, field: str) -> bool:
    if kind.fields.get(field) in {int, bool, None} or field.endswith(("_on", "body")):
        return False
    told = {*spellings_of(kind.code), *readers_of(kind.code)}
    return field not in {*told, *_DAYS, *_REFERENCES, *_AS_WRITTEN}


def test_no_act_quotes_a_code_that_nobody_tells_in_words() -> None:
    quoted = [(kind, field) for kind in declared_kinds() for field in re.findall(r"\{(\w+)\}", str(kind.sentence))]
    assert len(quoted) > 100
    assert [f"{kind.code} {{{field}}}" for kind, field in quoted if _quotes_a_code(kind, field)] == []
