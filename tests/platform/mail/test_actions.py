"""Mails are written in the outbox with their job, in the transaction of their cause."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django_scopes import scope
from pytest_django import Settings

from belvedere.platform.mail.actions import leave_list
from belvedere.platform.mail.addresses import InvalidAddress
from belvedere.platform.mail.models import Message
from belvedere.platform.mail.retention import erase_messages_to, erase_old_messages
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.models import Territory
from tests.concurrency import run_at_once
from tests.factories import TerritoryFactory
from tests.platform.mail.posting import post

DAY = timedelta(days=1)


def test_nothing_is_posted_when_the_cause_is_undone(territory: Territory, now: datetime, letters: None) -> None:
    with transaction.atomic():
        post(territory, now)
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


def test_key_is_posted_once(territory: Territory, now: datetime, letters: None) -> None:
    first = post(territory, now, key="event-1:support-2")
    assert first is not None
    assert post(territory, now, key="event-1:support-2") is None
    assert post(territory, now, key="event-1:support-3") is not None
    assert Message.objects.count() == 2


def test_key_is_posted_once_by_several_workers(several_connections: None, now: datetime, letters: None) -> None:
    territory = TerritoryFactory()
    posted = run_at_once(6, lambda _number: post(territory, now, key="event-1:support-2"), territory=territory)
    assert [message is not None for message in posted].count(True) == 1
    with scope(territory=territory):
        assert Message.objects.count() == 1


def test_confirmations_are_capped_silently(territory: Territory, now: datetime, letters: None) -> None:
    posted = [
        post(territory, now, kind="confirmation", to=f"Suzanne+{number}@exemple.fr") is not None for number in range(7)
    ]
    assert posted == [True] * 5 + [False] * 2
    assert post(territory, now, kind="confirmation", to="autre@exemple.fr") is not None
    assert post(territory, now, to="suzanne@exemple.fr") is not None
    assert post(territory, now + DAY, kind="confirmation", to="suzanne@exemple.fr") is not None


def test_confirmations_at_once_are_capped(several_connections: None, now: datetime, letters: None) -> None:
    territory = TerritoryFactory()
    posted = run_at_once(8, lambda _number: post(territory, now, kind="confirmation"), territory=territory)
    assert [message is not None for message in posted].count(True) == 5


@pytest.mark.parametrize(
    "address",
    ["", "suzanne", "suzanne@", "a@b@c.fr", "suzanne@exemple.fr\nBcc: x@exemple.fr", "x@exemple.fr, y@exemple.fr"],
)
def test_what_is_no_address_is_refused(territory: Territory, now: datetime, letters: None, address: str) -> None:
    with pytest.raises(InvalidAddress):
        post(territory, now, to=address)
    assert Message.objects.count() == 0


def test_subject_is_one_line(territory: Territory, now: datetime, letters: None) -> None:
    message = post(territory, now, context={"title": "L’eau\r\nBcc: x@exemple.fr" + " et l’air" * 60})
    assert message is not None
    assert message.subject.startswith("Votre dossier L’eau")
    assert "\n" not in message.subject
    assert "\r" not in message.subject
    assert len(message.subject) <= 200


def test_text_is_wrapped_and_links_are_whole(territory: Territory, now: datetime, letters: None) -> None:
    message = post(territory, now, context={"title": "L’eau " * 40})
    assert message is not None
    lines = message.text.splitlines()
    assert max(len(line) for line in lines if "http" not in line) <= 78
    assert "https://exemple.fr/" + "suite/" * 20 in lines


def test_footer_says_who_why_and_how_to_leave(territory: Territory, now: datetime, letters: None) -> None:
    plain = post(territory, now)
    followed = post(territory, now, unsubscribe="suivi:S-2026-0001")
    reasoned = post(territory, now, context={"title": "x", "why": "Vous êtes du panel."})
    assert plain is not None
    assert followed is not None
    assert reasoned is not None
    link = f"http://127.0.0.1:8000/desabonnement/{followed.token}/"
    for message in (plain, followed, reasoned):
        assert "Clermont Auvergne Métropole" in message.text
        assert "Clermont Auvergne Métropole" in message.html
    assert ("desabonnement" in plain.text + plain.html, link in followed.text, link in followed.html) == (
        False,
        True,
        True,
    )
    assert "Vous êtes du panel." in " ".join(reasoned.text.split())
    assert "Vous êtes du panel." in reasoned.html


def test_who_works_here_is_told_why_they_are_written_to(territory: Territory, now: datetime, letters: None) -> None:
    message = post(territory, now, kind="work")
    assert message is not None
    for words in (" ".join(message.text.split()), message.html):
        assert "Vous le recevez parce que vous tenez un rôle sur notre site." in words
        assert "Si ce n’est pas vous" not in words


def test_address_that_left_a_list_gets_no_more_of_it(territory: Territory, now: datetime, letters: None) -> None:
    message = post(territory, now, unsubscribe="suivi:S-2026-0001")
    assert message is not None
    leave_list(message=message, now=now)
    leave_list(message=message, now=now)
    assert post(territory, now, to="SUZANNE@exemple.fr", unsubscribe="suivi:S-2026-0001") is None
    assert post(territory, now, unsubscribe="suivi:S-2026-0002") is not None
    assert post(territory, now, to="autre@exemple.fr", unsubscribe="suivi:S-2026-0001") is not None
    assert post(territory, now) is not None


def test_what_was_sent_is_erased_after_its_time(
    territory: Territory, now: datetime, letters: None, settings: Settings
) -> None:
    settings.MAIL_RETENTION_DAYS = 30
    sent = post(territory, now, key="k")
    run_pending(now)
    waiting = post(territory, now)
    assert sent is not None
    assert waiting is not None
    assert erase_old_messages(now=now + 30 * DAY) == 0
    assert erase_old_messages(now=now + 31 * DAY) == 1
    assert erase_old_messages(now=now + 31 * DAY) == 0
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.to, sent.subject, sent.text, sent.html, sent.erased_at) == ("", "", "", "", now + 31 * DAY)
    assert waiting.to == "suzanne@exemple.fr"
    assert post(territory, now, key="k") is None


def test_what_is_erased_on_request_never_leaves(
    territory: Territory, now: datetime, letters: None, mailoutbox: list[object]
) -> None:
    post(territory, now)
    assert erase_messages_to(address="Suzanne@exemple.fr", now=now) == 1
    run_pending(now)
    assert mailoutbox == []
