"""The calendar of a commune, read again each day at its address: from a real server, bounded, its failures said."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from belvedere.contexts.strategy import actions, tasks
from belvedere.contexts.strategy.actions import read_calendar_address, set_calendar_address
from belvedere.contexts.strategy.models import AgendaEvent, CalendarAddress
from belvedere.contexts.strategy.sections import calendars_not_read
from belvedere.platform.exchange.calendars import MOST_BYTES
from belvedere.platform.journal.models import Event
from belvedere.platform.outgoing import NotAPublicAddress
from belvedere.platform.refusals import NotAllowed
from tests.contexts.strategy.conftest import NOW, World, as_
from tests.platform.webhooks.receiver import Receiver, running_receiver

DESK = "/espace/agenda/importer/"
LATER = NOW + timedelta(days=1)


def calendar(*titles: str) -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{title}@royat\r\nDTSTAMP:20261101T080000Z\r\nDTSTART:202612{day:02d}T180000Z\r\n"
        f"DTEND:202612{day:02d}T200000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for day, title in enumerate(titles, start=1)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Royat//FR\r\n{events}END:VCALENDAR\r\n".encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    with running_receiver(tmp_path_factory.mktemp("agenda")) as found:
        yield found


@pytest.fixture
def diary(server: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """A site of the commune's, named by the operator as one of his own; its certificate is trusted."""
    server.status, server.location, server.told, server.etag = 200, "", [], '"un"'
    server.content = calendar("Conseil municipal", "Atelier du marché")
    settings.WEBHOOK_OWN_HOSTS = [server.host]
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    return server


@pytest.fixture
def address(diary: Receiver, world: World) -> CalendarAddress:
    return set_calendar_address(url=diary.url, by=world.town, now=NOW)


def read(address: CalendarAddress, now: datetime) -> CalendarAddress:
    read_calendar_address(address_id=address.pk, now=now)
    address.refresh_from_db()
    return address


def titles() -> list[str]:
    return list(AgendaEvent.objects.exclude(uid="").order_by("starts_at").values_list("title", flat=True))


def test_an_address_is_read_each_day_and_not_again_while_it_has_not_changed(
    address: CalendarAddress, diary: Receiver, world: World
) -> None:
    read(address, NOW)
    assert titles() == ["Conseil municipal", "Atelier du marché"]
    assert (address.next_at, address.read_at, address.etag, address.problem) == (LATER, NOW, '"un"', "")
    read(address, NOW + timedelta(hours=1))
    assert len(diary.told) == 1
    read(address, LATER)
    assert diary.told[1][1]["If-None-Match"] == '"un"'
    diary.content, diary.etag = calendar("Conseil municipal", "Fête du lac"), '"deux"'
    read(address, LATER + timedelta(days=1))
    assert titles() == ["Conseil municipal", "Fête du lac"]
    kinds = Event.objects.filter(kind__startswith="strategy.calendar").order_by("sequence")
    told = "strategy.calendar_address_set", "strategy.calendar_imported", "strategy.calendar_imported"
    assert tuple(kinds.values_list("kind", flat=True)) == told
    assert not any(diary.host in payload for payload in kinds.values_list("payload", flat=True))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": 404}, "il n’y a plus rien à cette adresse"),
        ({"status": 500}, "HTTP 500"),
        ({"status": 302, "location": "https://exemple.fr/"}, "HTTP 302"),
        ({"content": b"x" * (MOST_BYTES + 1)}, "le fichier dépasse deux mégaoctets"),
        ({"content": b"<html>"}, "Ce fichier n’est pas un calendrier (.ics)."),
    ],
)
def test_a_failure_is_said_to_its_body_and_loses_nothing(
    address: CalendarAddress, diary: Receiver, world: World, changes: dict[str, object], said: str
) -> None:
    read(address, NOW)
    diary.etag = ""
    for name, value in changes.items():
        setattr(diary, name, value)
    read(address, LATER)
    assert (address.said_problem, address.read_at) == (said, NOW)
    assert titles() == ["Conseil municipal", "Atelier du marché"]
    assert [item.detail for item in calendars_not_read(role=world.town, now=LATER)] == [said]
    assert calendars_not_read(role=world.agent, now=LATER) == []
    assert said in as_(world.town).get(DESK).content.decode()
    assert said not in as_(world.agent).get(DESK).content.decode()


def test_an_address_of_our_own_network_is_neither_kept_nor_read(
    address: CalendarAddress, diary: Receiver, world: World, settings: Settings
) -> None:
    settings.WEBHOOK_OWN_HOSTS = []
    with pytest.raises(NotAPublicAddress):
        set_calendar_address(url=diary.url, by=world.town, now=NOW)
    assert read(address, NOW).said_problem == "cette adresse n’est pas publique"
    assert diary.told == []


def test_who_may_set_and_forget_an_address(address: CalendarAddress, world: World) -> None:
    with pytest.raises(NotAllowed):
        set_calendar_address(url=address.url, by=world.elected, now=NOW)
    with pytest.raises(NotAllowed):
        actions.forget_calendar_address(by=world.elected, now=NOW)
    actions.forget_calendar_address(by=world.agent, now=NOW)
    assert CalendarAddress.objects.get() == address
    actions.forget_calendar_address(by=world.town, now=NOW)
    read_calendar_address(address_id=address.pk, now=NOW)
    assert (CalendarAddress.objects.exists(), titles()) == (False, [])


def test_the_hourly_job_reads_what_is_due(address: CalendarAddress) -> None:
    tasks.read_calendars(now=NOW)
    assert DBTaskResult.objects.filter(task_path__endswith="read_one_calendar").count() == 1
    read(address, NOW)
    tasks.read_calendars(now=NOW + timedelta(hours=1))
    assert DBTaskResult.objects.filter(task_path__endswith="read_one_calendar").count() == 1


def test_the_desk_of_calendars(diary: Receiver, world: World) -> None:
    town = as_(world.town)
    refused = town.post("/espace/agenda/adresse/", {"url": "http://exemple.fr/agenda.ics"})
    assert refused.status_code == 422
    assert "Il faut une adresse publique en https" in refused.content.decode()
    assert town.post("/espace/agenda/adresse/", {"url": "https://exemple.fr/agenda.ics"}).url == DESK
    assert "https://exemple.fr/agenda.ics" in town.get(DESK).content.decode()
    assert "exemple.fr" not in as_(world.agent).get(DESK).content.decode()
    assert as_(world.elected).post("/espace/agenda/adresse/", {"url": "https://exemple.fr/x"}).status_code == 403
    assert town.post("/espace/agenda/adresse/oublier/").url == DESK
    assert CalendarAddress.objects.count() == 0
