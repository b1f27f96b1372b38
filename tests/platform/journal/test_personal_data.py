"""No event can hold personal data: kinds declare references, codes, dates and numbers only."""

import re
from datetime import datetime

import pytest

from belvedere.platform.journal.checks import subscribed_kinds_are_declared
from belvedere.platform.journal.kinds import Kind, declare_kind, declared_kinds
from belvedere.platform.journal.subscriptions import registered_subscriptions
from belvedere.platform.territory.models import Territory
from tests.platform.journal.personal_data import personal_data_found
from tests.platform.journal.writing import TRIED, write

ALLOWED_TYPES = (str, int, bool, list)
SUSPECT = re.compile(
    r"e_?mail|mail|name|nom|prenom|author|person|user|address|adresse|phone|birth|text|title|message|comment|note|"
    r"description|proof|justification|motive|body_text|content|free|ip$|token",
)


@pytest.mark.parametrize("kind", declared_kinds(), ids=str)
def test_declared_fields_are_references_codes_dates_or_numbers(kind: Kind) -> None:
    assert [name for name in kind.fields if SUSPECT.search(name)] == []
    assert [name for name, expected in kind.fields.items() if expected not in ALLOWED_TYPES] == []


@pytest.mark.parametrize("kind", declared_kinds(), ids=str)
def test_sentences_quote_declared_fields_only(kind: Kind) -> None:
    assert set(re.findall(r"\{(\w*)\}", str(kind.sentence))) - set(kind.fields) == set()


def test_sweep_finds_what_it_looks_for(territory: Territory, now: datetime) -> None:
    event = write(territory, now, 1, matter="suzanne@exemple.fr")
    assert personal_data_found([event], ["Suzanne@Exemple.fr", "Baptiste"]) == [
        "1 tests.tried matter: suzanne@exemple.fr"
    ]


def test_every_subscribed_kind_is_declared() -> None:
    assert subscribed_kinds_are_declared() == []


def test_names_are_unique() -> None:
    names = [subscription.name for subscription in registered_subscriptions()]
    assert len(names) == len(set(names))
    declare = {kind.code for kind in declared_kinds()}
    if declare:
        with pytest.raises(ValueError, match="declared twice"):
            declare_kind(next(iter(declare)), TRIED.sentence)
