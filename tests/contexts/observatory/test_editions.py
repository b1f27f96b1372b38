"""A file of figures: read, looked at by line and column, published whole, undone; an address read again."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from pytest_django import Settings

from belvedere.contexts.observatory.actions import feeds
from belvedere.contexts.observatory.actions.editions import drop_edition, publish_edition, receive_file, undo_edition
from belvedere.contexts.observatory.actions.indicators import describe_indicator
from belvedere.contexts.observatory.exports.schema import table_schema
from belvedere.contexts.observatory.models import Edition, Feed, Indicator, Observation
from belvedere.contexts.observatory.queries.checking import Checked, checked_file
from belvedere.contexts.observatory.queries.figures import observations
from belvedere.contexts.observatory.refusals import AddressNotAllowed, FileHasErrors, LaterValuesExist
from belvedere.contexts.observatory.states.sheets import IndicatorSheet
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.refusals import NotASheet
from belvedere.platform.exchange.sheets import MOST_BYTES
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Commune
from tests.contexts.examens import Panel2026
from tests.contexts.figures import SHEET
from tests.platform.webhooks.receiver import Receiver, running_receiver

GOOD = b"territoire;periode;valeur\n63032;2021;7,5\n63075;2021;11\n63075;2020;10\n63032;2020;7\n"


@pytest.fixture
def indicator(world: Panel2026, chamalieres: Commune, beaumont: Commune, now: datetime) -> Indicator:
    return describe_indicator(policy=world.policy, sheet=SHEET, now=now)


def faults(found: Checked) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.message.replace("\xa0", " ")) for fault in found.errors]


def checked(indicator: Indicator, content: bytes, name: str = "a.csv") -> Checked:
    return checked_file(indicator=indicator, content=content, file_name=name)


def said(indicator: Indicator) -> list[tuple[str, str, float | None]]:
    found = observations().filter(series__indicator=indicator).order_by("series__area", "period")
    return list(found.values_list("series__area", "period", "value"))


def test_every_fault_is_told_by_line_and_column(indicator: Indicator) -> None:
    content = (
        "territoire;periode;valeur;statut;confidentialite;marge;note\n"
        "63032;2021;7,5;;;;\n"
        "99999;2021;8;;;;\n"
        "63032;20-21;8;;;;\n"
        "63032;2022;beaucoup;;;;\n"
        "63032;2023;140;;;;\n"
        "63075;2021;0;M;;;\n"
        "63075;2022;12;Q;C;;\n"
        "63075;2023;;A;;;\n"
        "63075;2024;9;Z;;-1;\n"
        "63032;2021;7,6;;;;\n"
    )
    assert faults(checked(indicator, content.encode())) == [
        (3, "territoire", "« 99999 » n’est pas une commune du territoire."),
        (4, "periode", "« 20-21 » : écrivez 2024, 2024-S1, 2024-Q3 ou 2024-09."),
        (5, "valeur", "« beaucoup » n’est pas un nombre."),
        (6, "valeur", "140 sort des bornes de l’indicateur."),
        (7, "valeur", "Absente n’est pas zéro : laissez vide, ou changez le statut."),
        (8, "valeur", "Absente n’est pas zéro : laissez vide, ou changez le statut."),
        (8, "valeur", "Une valeur secrète ne s’écrit pas : laissez vide."),
        (9, "valeur", "Vide : dites pourquoi dans « statut » (M absente, Q non publiée)."),
        (10, "statut", "« Z » : écrivez A, B, E, F, I, M, P, Q."),
        (10, "marge", "Une marge est positive ou nulle."),
        (11, "territoire", "Déjà dit à la ligne 2."),
    ]


def test_a_series_keeps_one_step_of_time(indicator: Indicator) -> None:
    content = b"territoire;periode;valeur\n63032;2021;7\n63032;2021-12;8\n63075;2021-12;8\n63032;2021-11;8\n"
    assert faults(checked(indicator, content)) == [
        (3, "periode", "« 2021-12 » finit le même jour que « 2021 » : une série garde un seul pas de temps."),
    ]


def test_a_missing_column_is_told_before_the_rest(indicator: Indicator) -> None:
    assert faults(checked(indicator, b"territoire,valeur,valeur\n63032,1,2\n")) == [
        (1, "periode", "Cette colonne manque."),
        (1, "valeur", "Cette colonne est là deux fois."),
    ]


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Territoire", "Periode", "Valeur"], ["63032", 2021, 7.5], ["63075", 2021, 11]):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def package() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("p/datapackage.json", json.dumps({"resources": [{"path": "d/values.csv"}]}))
        archive.writestr("p/d/values.csv", "territoire,periode,valeur\n63032,2021,7.5\n63075,2021,11\n")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\xef\xbb\xbfterritoire;periode;valeur\n63032;2021;7,5\n63075;2021;11\n"),
        ("a.csv", "territoire;periode;valeur;note\n63032;2021;7,5;à vérifier\n63075;2021;11;\n".encode("cp1252")),
        ("a.xlsx", workbook()),
        ("a.zip", package()),
    ],
)
def test_three_kinds_of_file_say_the_same(indicator: Indicator, name: str, content: bytes) -> None:
    found = checked(indicator, content, name)
    assert (found.errors, found.fresh, found.revised, found.row_count) == ([], 2, 0, 2)
    assert [(figure.area, figure.period, figure.value) for figure in found.figures] == [
        ("63032", "2021", 7.5),
        ("63075", "2021", 11.0),
    ]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", b"%PDF", "unknown_kind"),
        ("a.xlsx", b"PK broken", "broken"),
        ("a.zip", b"no", "broken"),
        ("a.csv", b"\n\n", "empty"),
        ("a.csv", b'territoire;"\n', "broken"),
        ("a.csv", b"x" * 10_000_001, "too_large"),
    ],
)
def test_what_is_no_table(indicator: Indicator, name: str, content: bytes, fault: str) -> None:
    with pytest.raises(NotASheet) as refused:
        checked(indicator, content, name)
    assert refused.value.fault == fault


def test_doubts_forbid_nothing_and_are_told(world: Panel2026, indicator: Indicator, now: datetime) -> None:
    sheet = IndicatorSheet(**{**SHEET.__dict__, "parts_add_up": True, "upper_bound": None, "decimals": 0})
    counted = describe_indicator(policy=world.policy, sheet=sheet, now=now)
    content = b"territoire,periode,valeur\n246300701,2021,100\n63032,2021,40\n63075,2021,30\n63032,2022,400\n"
    found = checked(counted, content)
    assert found.errors == []
    assert [(doubt.line, doubt.column, doubt.message.replace("\xa0", " ")) for doubt in found.doubts] == [
        (0, "periode", "63075 : il manque 2022."),
        (2, "valeur", "2021 : les communes font 70, le total dit 100."),
        (5, "valeur", "De 40 à 400 : est-ce une rupture de série (statut B) ?"),
    ]


def received(indicator: Indicator, role: Role, now: datetime, content: bytes = GOOD) -> Edition:
    return receive_file(indicator=indicator, content=content, file_name="a.csv", by=role, now=now)


def test_a_file_is_published_whole_then_undone(indicator: Indicator, world: Panel2026, now: datetime) -> None:
    first = received(indicator, world.agent, now)
    assert (first.state, first.error_count, said(indicator)) == ("a_verifier", 0, [])
    publish_edition(reference=first.reference, by=world.agent, now=now)
    second = received(indicator, world.agent, now, b"territoire,periode,valeur\n63032,2021,8\n63032,2022,9\n")
    publish_edition(reference=second.reference, by=world.agent, now=now + timedelta(days=1))
    with pytest.raises(LaterValuesExist):
        undo_edition(reference=first.reference, by=world.agent, now=now)
    undoing = undo_edition(reference=second.reference, by=world.agent, now=now + timedelta(days=2))
    assert said(indicator) == [
        ("63032", "2020", 7.0),
        ("63032", "2021", 7.5),
        ("63032", "2022", None),
        ("63075", "2020", 10.0),
        ("63075", "2021", 11.0),
    ]
    assert undoing.undoes == second
    assert Observation.objects.filter(period="2021", series__area="63032").count() == 3
    with pytest.raises(NotInThisState):
        undo_edition(reference=second.reference, by=world.agent, now=now)
    with pytest.raises(NotInThisState):
        publish_edition(reference=first.reference, by=world.agent, now=now)


def test_a_file_with_an_error_publishes_nothing(indicator: Indicator, world: Panel2026, now: datetime) -> None:
    wrong = received(indicator, world.agent, now, GOOD + b"99999;2021;3\n")
    assert wrong.error_count == 1
    with pytest.raises(FileHasErrors):
        publish_edition(reference=wrong.reference, by=world.agent, now=now)
    assert Observation.objects.count() == 0
    assert Edition.objects.get().state == "a_verifier"
    drop_edition(reference=wrong.reference, by=world.agent, now=now)
    assert bytes(Edition.objects.get().content) == b""


def test_who_does_not_keep_the_figures_is_refused(indicator: Indicator, world: Panel2026, now: datetime) -> None:
    for role in (world.elected, world.facilitator):
        with pytest.raises(NotAllowed):
            received(indicator, role, now)
    kept = received(indicator, world.agent, now)
    with pytest.raises(NotAllowed):
        publish_edition(reference=kept.reference, by=world.elected, now=now)


def test_the_schema_names_the_places_and_the_bounds(indicator: Indicator) -> None:
    fields = {field["name"]: field.get("constraints") for field in table_schema(indicator)["fields"]}
    assert fields["territoire"]["enum"] == ["246300701", "63032", "63075"]
    assert fields["valeur"] == {"minimum": 0.0, "maximum": 100.0}


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_desk_shows_faults_then_publishes(indicator: Indicator, world: Panel2026) -> None:
    agent = as_(world.agent)
    path = "/espace/chiffres/indicateurs/pauvrete/"
    sent = agent.post(path, {"file": SimpleUploadedFile("a.csv", GOOD + b"99999;2021;3\n")}, follow=True)
    assert "« 99999 »" in sent.content.decode().replace("\xa0", " ")
    assert "Publier ces valeurs" not in sent.content.decode()
    assert "ni un CSV" in agent.post(path, {"file": SimpleUploadedFile("a.pdf", b"x")}).content.decode()
    sent = agent.post(path, {"file": SimpleUploadedFile("a.csv", GOOD)}, follow=True)
    assert "Publier ces valeurs" in sent.content.decode()
    published = agent.post(f"{sent.request['PATH_INFO']}publier/", follow=True)
    assert "Annuler cette édition" in published.content.decode()
    assert "pauvrete" in agent.get("/espace/chiffres/").content.decode()
    assert len(said(indicator)) == 4
    assert as_(world.elected).get(path).status_code == 403
    assert agent.get("/espace/chiffres/editions/D-2026-0404/").status_code == 404
    assert Client().post(f"{sent.request['PATH_INFO']}annuler/").status_code == 302


@pytest.fixture
def site(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A site whose figures are read, named by the operator; its certificate is trusted."""
    with running_receiver(tmp_path) as found:
        found.status, found.content = 200, GOOD
        settings.IMPORT_HOSTS, settings.WEBHOOK_OWN_HOSTS = ["127.0.0.1", "open.example.fr"], [found.host]
        monkeypatch.setenv("SSL_CERT_FILE", str(found.certificate))
        yield found


def test_an_address_is_read_again_and_published_when_it_is_right(
    indicator: Indicator, world: Panel2026, now: datetime, site: Receiver
) -> None:
    given = {"indicator": indicator, "every_days": 7, "by": world.agent, "now": now}
    for url in ("http://open.example.fr/a.csv", "https://autre.fr/a.csv", "https://open.example.fr:8443/a.csv"):
        with pytest.raises(AddressNotAllowed):
            feeds.set_feed(url=url, **given)
    feed = feeds.set_feed(url=f"https://{site.host}/a.csv", **given)
    for _time in range(2):
        feeds.read_feed(feed_id=feed.pk, now=now)
    assert (Edition.objects.get().state, len(said(indicator)), len(site.told)) == ("publiee", 4, 1)
    feed.refresh_from_db()
    assert (feed.next_at, feed.last_problem) == (now + timedelta(days=7), "")
    site.content = GOOD + b"99999;2021;3\n"
    feeds.read_feed(feed_id=feed.pk, now=now + timedelta(days=7))
    assert Feed.objects.get().last_problem == "D-2026-0002"
    assert len(said(indicator)) == 4


def test_an_address_that_gives_nothing_says_why(
    indicator: Indicator, world: Panel2026, now: datetime, site: Receiver, settings: Settings
) -> None:
    url = f"https://{site.host}/a.csv"
    feed = feeds.set_feed(indicator=indicator, url=url, every_days=7, by=world.agent, now=now)
    problems = []
    for week, (status, content) in enumerate([(404, b""), (302, b""), (200, b"x" * (MOST_BYTES + 1))]):
        site.status, site.content, site.location = status, content, "https://autre.fr/a.csv" if status == 302 else ""
        feeds.read_feed(feed_id=feed.pk, now=now + timedelta(days=7 * week))
        problems.append(Feed.objects.get().last_problem)
    settings.IMPORT_HOSTS = []  # taken off by the operator since
    feeds.read_feed(feed_id=feed.pk, now=now + timedelta(days=21))
    problems.append(Feed.objects.get().last_problem)
    assert problems == ["HTTP 404", "HTTP 302", "TooLarge", str(AddressNotAllowed.title)]
    assert (len(site.told), Edition.objects.count()) == (3, 0)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/a.csv", "https://127.0.0.1/a.csv", "https://localhost/a.csv", "https:///a"]
)
def test_our_own_network_is_never_read(
    indicator: Indicator, world: Panel2026, now: datetime, settings: Settings, url: str
) -> None:
    settings.IMPORT_HOSTS = ["127.0.0.1", "localhost"]
    with pytest.raises(AddressNotAllowed):
        feeds.set_feed(indicator=indicator, url=url, every_days=7, by=world.agent, now=now)
