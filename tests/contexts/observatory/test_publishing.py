"""What strangers take: the file of an indicator, its editions, the snapshots; and what they can check."""

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django_scopes import scope

from belvedere.contexts.observatory.actions.editions import publish_figures
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.actions.snapshots import freeze, withdraw_frozen_file
from belvedere.contexts.observatory.exports.snapshots import files_to_freeze
from belvedere.contexts.observatory.models import Edition, FrozenFile, Indicator, Snapshot
from belvedere.contexts.observatory.queries.snapshots import manifest
from belvedere.contexts.observatory.refusals import WithdrawalNeedsAReason
from belvedere.contexts.observatory.states.figures import Confidentiality, ObservationStatus
from belvedere.contexts.observatory.states.sheets import Figure
from belvedere.contexts.observatory.states.snapshots import FileToFreeze
from belvedere.contexts.observatory.tasks import freeze_the_year
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.states import BodyKind
from tests.contexts.examens import Panel2026
from tests.contexts.figures import SHEET, TARGET, whole_of
from tests.factories import BodyFactory, RoleFactory
from tools import recompute_status

FILES = (
    FileToFreeze("saisines", "saisines.csv", "Saisines", "text/csv; charset=utf-8", b"saisine\r\nS-1\r\n"),
    FileToFreeze("examens", "examens.csv", "Examens", "text/csv; charset=utf-8", b"examen\r\n"),
)


@pytest.fixture
def indicator(world: Panel2026, now: datetime) -> Indicator:
    return describe_indicator(policy=world.policy, sheet=SHEET, now=now)


def publish(indicator: Indicator, figures: list[Figure], now: datetime) -> Edition:
    return publish_figures(territory=indicator.territory, title="Filosofi", figures=[(indicator, figures)], now=now)


def get(path: str, status: int = 200) -> bytes:
    response = Client().get(path)
    assert response.status_code == status, path
    return b"".join(response) if response.streaming else response.content


def statuses(text: bytes) -> list[str]:
    return recompute_status.verify(text.decode())[1:]


def test_a_stranger_recomputes_the_status_that_the_page_says(
    indicator: Indicator, beaumont: Commune, now: datetime
) -> None:
    secret = {"status": ObservationStatus.WITHHELD, "confidentiality": Confidentiality.CONFIDENTIAL}
    whole = [whole_of(indicator, "2018", 20.0), whole_of(indicator, "2021", 16.2)]
    groups = [Figure(beaumont.insee, "2021", 9.1, "sexe=F;age=65+"), Figure(beaumont.insee, "2021", None, **secret)]
    publish(indicator, [*whole, *groups], now)
    set_target(indicator=indicator, sheet=TARGET, now=now)
    text = get("/observatoire/indicateurs/pauvrete/indicateur.json")
    assert statuses(text) == [
        "246300701: on_track",
        f"{beaumont.insee}: not_assessable (no_target)",
        f"{beaumont.insee} age=65+ sexe=F: not_assessable (no_target)",
    ]
    assert json.loads(text)["about"] == {
        "id": "pauvrete",
        "name": "Taux de pauvreté",
        "definition": SHEET.definition,
        "unit": "%",
        "numerator": None,
        "denominator": None,
        "method": None,
        "limits": None,
        "source": "Insee, Filosofi",
        "licence": "Licence Ouverte 2.0",
        "url": "http://127.0.0.1:8000/observatoire/indicateurs/pauvrete/",
    }
    assert "Sur la trajectoire" in get("/observatoire/indicateurs/pauvrete/").decode()


def test_an_edition_stays_at_its_address_as_it_was_said(indicator: Indicator, now: datetime) -> None:
    first = publish(indicator, [whole_of(indicator, "2018", 20.0), whole_of(indicator, "2021", 16.2)], now)
    set_target(indicator=indicator, sheet=TARGET, now=now)
    address = f"/observatoire/indicateurs/pauvrete/editions/{first.reference}"
    before = get(f"{address}.json"), get(f"{address}.csv")
    later = now + timedelta(days=40)
    second = publish(indicator, [whole_of(indicator, "2021", 21.0)], later)
    assert (get(f"{address}.json"), get(f"{address}.csv")) == before
    assert statuses(before[0]) == ["246300701: on_track"]
    again = get(f"/observatoire/indicateurs/pauvrete/editions/{second.reference}.json")
    assert (statuses(again), json.loads(again)["as_of"]) == (["246300701: receding"], later.date().isoformat())
    shown = get("/observatoire/indicateurs/pauvrete/").decode()
    assert f"editions/{first.reference}.csv" in shown
    assert f"editions/{second.reference}.json" in shown


@pytest.mark.parametrize("path", [
    "indicateurs/inconnu/indicateur.json", "indicateurs/pauvrete/editions/D-1999-0001.csv", "millesimes/2020-01-01/",
    "millesimes/2020-13-45/", "millesimes/2020-01-01/SHA256SUMS", "millesimes/2020-01-01/saisines/saisines.csv",
])  # fmt: skip
def test_what_does_not_exist_is_not_found(indicator: Indicator, path: str) -> None:
    get(f"/observatoire/{path}", 404)


def test_the_program_that_checks_is_the_one_of_the_project(world: Panel2026) -> None:
    assert get("/observatoire/recompute_status.py") == Path(recompute_status.__file__).read_bytes()


def test_an_indicator_without_anything_has_its_file(indicator: Indicator) -> None:
    text = get("/observatoire/indicateurs/pauvrete/indicateur.json")
    assert statuses(text) == ["246300701: not_assessable (no_target)"]


def test_a_snapshot_keeps_what_was_public_byte_for_byte(indicator: Indicator, now: datetime) -> None:
    publish(indicator, [whole_of(indicator, "2021", 16.2)], now)
    files = files_to_freeze(territory=indicator.territory, now=now)
    snapshot = freeze(territory=indicator.territory, files=files, now=now)
    publish(indicator, [whole_of(indicator, "2021", 15.0)], now + timedelta(days=1))
    folder = f"/observatoire/millesimes/{snapshot.frozen_on}/"
    sums = get(f"{folder}SHA256SUMS")
    assert hashlib.sha256(sums).hexdigest() == snapshot.sha256
    listed = [line.split("  ") for line in sums.decode().splitlines()]
    assert {"indicateur-pauvrete/pauvrete.json", "examens/examens.csv", "examens/datapackage.json"} <= {
        name for _sum, name in listed
    }
    assert [hashlib.sha256(get(folder + name)).hexdigest() for _sum, name in listed] == [
        found for found, _name in listed
    ]
    assert "16.2" in get(f"{folder}indicateur-pauvrete/pauvrete.csv").decode()
    assert statuses(get(f"{folder}indicateur-pauvrete/pauvrete.json")) == ["246300701: not_assessable (no_target)"]
    page = get(folder).decode()
    assert "millésime du 23 nov. 2026, http://127.0.0.1:8000/observatoire/millesimes/2026-11-23/" in page
    assert folder + "examens/examens.csv" in get("/donnees/examens/").decode()
    assert "Retirer un fichier" not in page


def test_a_day_is_frozen_once(world: Panel2026, now: datetime) -> None:
    territory = world.body.territory
    first = freeze(territory=territory, files=FILES, now=now)
    assert freeze(territory=territory, files=FILES[:1], now=now + timedelta(hours=1)) == first
    assert [str(file) for file in FrozenFile.objects.all()] == ["examens/examens.csv", "saisines/saisines.csv"]
    said = json.loads(Event.objects.get(kind="observatory.snapshot_frozen").payload)
    assert said == {"day": "2026-11-23", "files": 2, "sha256": first.sha256}
    assert hashlib.sha256(manifest(FrozenFile.objects.all()).encode()).hexdigest() == first.sha256


def test_the_year_is_frozen_in_january_once(world: Panel2026, now: datetime) -> None:
    with scope(territory=world.body.territory):
        freeze_the_year(now)
        assert not Snapshot.objects.exists()
        january = now.replace(year=2027, month=1, day=3)
        freeze_the_year(january)
        freeze_the_year(january + timedelta(days=1))
    assert [snapshot.frozen_on for snapshot in Snapshot.objects.all()] == [date(2027, 1, 3)]


def test_what_law_forbids_is_withdrawn_and_says_so(world: Panel2026, now: datetime) -> None:
    freeze(territory=world.body.territory, files=FILES, now=now)
    file = FrozenFile.objects.get(collection="saisines")
    agent = RoleFactory(kind=RoleKind.AGENT, body=world.body)
    commune = BodyFactory(territory=world.body.territory, kind=BodyKind.COMMUNE)
    for stranger in (
        RoleFactory(kind=RoleKind.ELECTED, body=world.body),
        RoleFactory(kind=RoleKind.AGENT, body=commune),
    ):
        with pytest.raises(NotAllowed):
            withdraw_frozen_file(file_id=file.pk, reason="Texte illicite", by=stranger, now=now)
    with pytest.raises(WithdrawalNeedsAReason):
        withdraw_frozen_file(file_id=file.pk, reason=" ", by=agent, now=now)
    client = Client()
    client.force_login(agent.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Retirer un fichier" in client.get("/observatoire/millesimes/2026-11-23/").content.decode()
    address = "/espace/millesimes/2026-11-23/saisines/saisines.csv/retirer/"
    assert client.post(address, {"reason": "Texte illicite"}).status_code == 302
    kept = get("/observatoire/millesimes/2026-11-23/saisines/saisines.csv", 410).decode()
    assert "Texte illicite" in kept
    assert file.sha256 in kept
    assert file.sha256 in get("/observatoire/millesimes/2026-11-23/SHA256SUMS").decode()
    assert bytes(FrozenFile.objects.get(pk=file.pk).gzipped) == b""
    assert Event.objects.filter(kind="observatory.frozen_file_withdrawn").count() == 1
