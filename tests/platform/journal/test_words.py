"""Acts told in the reader's language."""

import json

import pytest
from django.utils.translation import override

from belvedere.platform.journal import words
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.words import sentence_of


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Avant le 1er décembre 2026"), ("en", "Avant le 1 December 2026")]
)
def test_a_date_is_spelt_as_on_every_other_page(monkeypatch: pytest.MonkeyPatch, language: str, said: str) -> None:
    monkeypatch.setattr(words, "kind_named", lambda code: Kind(code, "Avant le {answer_on}", {"answer_on": str}))
    event = Event(kind="tests.asked", payload=json.dumps({"answer_on": "2026-12-01"}))
    with override(language):
        assert sentence_of(event) == said
