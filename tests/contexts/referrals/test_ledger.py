"""Supports are sealed under a root each day; a receipt proves one, off line; counters are what a recount says."""

import csv
import io
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from belvedere.contexts.referrals.actions.counting import verify_counts
from belvedere.contexts.referrals.actions.sealing import seal_ledger
from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import LedgerEntry, LedgerRoot, Referral, Support, SupportCount
from belvedere.contexts.referrals.queries import referrals_to_recount, support_token, tally_of
from belvedere.contexts.referrals.queries.receipts import receipt_of
from belvedere.engines.ledger.merkle import root_of, sealed
from belvedere.engines.ledger.receipt import Entry, ReceiptError, verify_receipt
from belvedere.platform.journal.models import Event
from tests.contexts.referrals.conftest import World

ROOT = Path(__file__).resolve().parents[3]


def gathered(world: World, now: datetime, count: int = 3) -> tuple[Referral, list[Support]]:
    referral = world.admitted(now)
    return referral, [world.supported(referral, f"p{place}@exemple.fr", now) for place in range(count)]


def test_what_happens_to_a_support_is_appended(world: World, now: datetime) -> None:
    referral, supports = gathered(world, now, 1)
    withdraw_support(support=supports[0], now=now)
    rows = LedgerEntry.objects.filter(referral=referral).order_by("pk")
    assert list(rows.values_list("action", "delta", "level")) == [
        ("soutien", 1, "email"),
        ("soutien", 1, "email"),
        ("retrait", -1, "email"),
    ]
    first, second, third = rows.values_list("commitment", flat=True)
    assert (second == third, first != second) == (True, True)


def test_a_day_is_sealed_once_and_kept_in_the_journal(world: World, now: datetime) -> None:
    gathered(world, now)
    assert seal_ledger(territory=world.territory, now=now) is None
    tomorrow = now + timedelta(days=1)
    root = seal_ledger(territory=world.territory, now=tomorrow)
    assert root is not None
    hashes = [
        Entry(row.referral.reference, row.action, row.day, row.commitment).hashed
        for row in LedgerEntry.objects.order_by("pk")
    ]
    assert (root.day, root.size, root.root) == (now.date(), 4, sealed(root_of(hashes), 4))
    assert seal_ledger(territory=world.territory, now=tomorrow) is None
    event = Event.objects.get(kind="referrals.ledger_sealed")
    assert json.loads(event.payload) == {"day": now.date().isoformat(), "size": 4, "root": root.root}


def test_what_is_committed_late_goes_under_the_next_root(world: World, now: datetime) -> None:
    referral, _supports = gathered(world, now, 1)
    tomorrow, after = now + timedelta(days=1), now + timedelta(days=2)
    seal_ledger(territory=world.territory, now=tomorrow)
    world.supported(referral, "tard@exemple.fr", now)
    assert seal_ledger(territory=world.territory, now=tomorrow) is None
    root = seal_ledger(territory=world.territory, now=after)
    assert root is not None
    assert list(LedgerRoot.objects.order_by("day").values_list("size", flat=True)) == [2, 1]


def test_a_receipt_is_accepted_and_an_altered_one_is_not(world: World, now: datetime) -> None:
    _referral, supports = gathered(world, now)
    assert receipt_of(supports[1]) is None
    root = seal_ledger(territory=world.territory, now=now + timedelta(days=1))
    receipt = receipt_of(supports[1])
    assert root is not None
    assert receipt is not None
    assert verify_receipt(receipt, published_root=root.root).action == "soutien"
    for name, value in receipt.items():
        for other in altered(value):
            with pytest.raises(ReceiptError):
                verify_receipt({**receipt, name: other}, published_root=root.root)


def altered(value: object) -> list[object]:
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, list):
        return [value[:-1], [*value, "0" * 64]]
    text = str(value)
    return [text[:-1] + ("0" if text[-1] != "0" else "1"), text[:-1]]


def test_a_receipt_of_the_site_is_verified_by_the_command(world: World, now: datetime, tmp_path: Path) -> None:
    _referral, supports = gathered(world, now)
    root = seal_ledger(territory=world.territory, now=now + timedelta(days=1))
    assert root is not None
    page = reverse("referrals:receipt", args=[support_token(supports[0])])
    client = Client()
    assert "Télécharger le reçu" in client.get(page).content.decode()
    file = tmp_path / "recu.json"
    file.write_bytes(client.get(f"{page}?telecharger=1").content)
    command = [sys.executable, "-m", "belvedere", "verify-receipt", str(file), "--root", root.root]
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    file.write_text(file.read_text().replace("soutien", "retrait"))
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 4


def test_once_forgotten_there_is_no_receipt(world: World, now: datetime) -> None:
    referral, supports = gathered(world, now, 1)
    seal_ledger(territory=world.territory, now=now + timedelta(days=1))
    Referral.objects.filter(pk=referral.pk).update(identity_key="")
    assert receipt_of(supports[0]) is None
    page = reverse("referrals:receipt", args=[support_token(supports[0])])
    assert "Télécharger" not in Client().get(page).content.decode()


def test_the_register_is_public_and_names_nobody(world: World, now: datetime, client: Client) -> None:
    assert "Aucune racine pour l’instant" in client.get("/saisines/registre/").content.decode()
    gathered(world, now)
    root = seal_ledger(territory=world.territory, now=now + timedelta(days=1))
    assert root is not None
    assert root.root in client.get("/saisines/registre/").content.decode()
    answer = client.get(f"/saisines/registre/{root.day.isoformat()}/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig") if answer.streaming else answer.content.decode()
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    assert [row[1] for row in rows[1:5]] == ["soutien"] * 4
    assert "exemple.fr" not in text
    assert [client.get(f"/saisines/registre/{day}/").status_code for day in ("2001-01-01", "hier")] == [404, 404]


def test_counters_are_verified_and_mended(world: World, now: datetime) -> None:
    referral, _supports = gathered(world, now)
    assert list(referrals_to_recount()) == [referral]
    assert verify_counts(referral=referral, now=now) is True
    assert (list(referrals_to_recount()), Event.objects.filter(kind="referrals.counts_mended").count()) == ([], 0)
    SupportCount.objects.filter(referral=referral, commune=world.other).update(count=9)
    assert verify_counts(referral=referral, now=now) is False
    assert tally_of(referral).by_commune == {"63075": 1, "63032": 3}
    told = Event.objects.get(kind="referrals.counts_mended")
    assert json.loads(told.payload) == {"before": 10, "after": 4}
