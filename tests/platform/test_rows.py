"""One row by one statement: the same rows as Django's, on both databases."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from belvedere.platform.limits.models import TokenBucket
from belvedere.platform.mail.models import Message
from belvedere.platform.rows import change, find, insert, insert_unless_there, lock, read
from belvedere.platform.territory.models import Body, Territory
from belvedere.platform.territory.states import BodyKind

HOURS = [{"days": "lundi", "from": "9:00"}]


def values_of(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def body(territory: Territory, slug: str = "mairie") -> int:
    return insert(
        Body,
        territory_id=territory.pk,
        kind=BodyKind.COMMUNE,
        slug=slug,
        name="Mairie d’Aubière « l'ancienne » 100 %",
        short_name="Aubière",
        opening_hours=HOURS,
    )


def test_inserted_as_django_does(territory: Territory) -> None:
    ours = values_of(Body.objects.get(pk=body(territory)))
    created = Body.objects.create(
        territory=territory,
        kind=BodyKind.COMMUNE,
        slug="autre",
        name="Mairie d’Aubière « l'ancienne » 100 %",
        short_name="Aubière",
        opening_hours=HOURS,
    )
    theirs = values_of(Body.objects.get(pk=created.pk))
    assert ours | {"id": 0, "slug": ""} == theirs | {"id": 0, "slug": ""}


def test_found_as_django_does(territory: Territory, now: datetime) -> None:
    number = body(territory)
    found = find(Body, territory_id=territory.pk, slug="mairie")
    assert found is not None
    assert values_of(found) == values_of(Body.objects.get(pk=number))
    assert found.territory == territory
    bucket = insert(TokenBucket, bucket="tests", key_hash="x", full_at=now)
    kept = find(TokenBucket, id=bucket)
    assert kept is not None
    assert kept.full_at == now
    assert find(Body, territory_id=territory.pk, slug="nulle-part") is None


def test_empty_values_come_back_empty(territory: Territory, now: datetime) -> None:
    number = insert(
        Message, territory_id=territory.pk, address_hash="h", kind="test", language="fr", token="jeton", created_at=now
    )
    assert values_of(find(Message, id=number)) == values_of(Message.objects.get(pk=number))


def test_row_that_is_there_is_left(territory: Territory, now: datetime) -> None:
    assert insert_unless_there(TokenBucket, bucket="tests", key_hash="x", full_at=now) is not None
    with transaction.atomic():
        assert insert_unless_there(TokenBucket, bucket="tests", key_hash="x", full_at=now) is None
        assert TokenBucket.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(TokenBucket, bucket="tests", key_hash="x", full_at=now)


def test_changed_alone(territory: Territory) -> None:
    first, second = body(territory, "premier"), body(territory, "second")
    change(Body, first, short_name="le Premier", opening_hours=[])
    rows = Body.objects.filter(pk__in=[first, second]).order_by("pk")
    assert list(rows.values_list("short_name", "opening_hours")) == [("le Premier", []), ("Aubière", HOURS)]


def test_locked_inside_a_transaction(territory: Territory) -> None:
    number = body(territory)
    with transaction.atomic():
        locked = lock(Body, id=number)
    assert locked is not None
    assert values_of(locked) == values_of(Body.objects.get(pk=number))


def test_unknown_column_is_named(territory: Territory) -> None:
    with pytest.raises(TypeError, match="Body has no column territory: name one of its columns"):
        insert(Body, territory=territory)
    with pytest.raises(TypeError, match="Body has no column nom"):
        find(Body, nom="x")
    with pytest.raises(TypeError, match="Body has no column nom"):
        change(Body, 1, nom="x")


def test_some_columns_read(territory: Territory, now: datetime) -> None:
    number = body(territory)
    assert read(Body, "slug", "opening_hours", id=number) == ("mairie", HOURS)
    assert read(Body, "slug", id=number + 1) is None
    bucket = insert(TokenBucket, bucket="tests", key_hash="x", full_at=now)
    assert read(TokenBucket, "full_at", "bucket", id=bucket) == (now, "tests")
    with pytest.raises(TypeError, match="Body has no column nom"):
        read(Body, "nom", id=number)
