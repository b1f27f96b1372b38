"""*Ma corbeille*, and the choice of the role in which one acts."""

from datetime import date, datetime

import pytest
from django.test import Client

from belvedere.platform.accounts.inbox import deadline_in_words, inbox_page
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.ui import slots
from belvedere.platform.ui.slots import InboxItem
from tests.factories import RoleFactory

LATE = InboxItem("Piste cyclable", "Recevabilité à juger", "/espace/a/", date(2026, 11, 20), "Recevabilité")
SOON = InboxItem("Eau de pluie", "Réponse à valider", "/espace/b/", date(2026, 11, 26), "Réponse")
FAR = InboxItem("<b>Déchets</b>", "Réponse à valider", "/espace/c/", date(2027, 1, 15), "Réponse")
OPEN = InboxItem("Bruit", "À relire", "/espace/d/", None, "Relecture")


@pytest.fixture
def agent(metropole: Body) -> Role:
    return RoleFactory(body=metropole, kind=RoleKind.AGENT)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[InboxItem]:
    """What one context says is waiting, whatever the others say."""
    items: list[InboxItem] = []
    monkeypatch.setattr(slots, "_INBOX", [("tests", lambda role, now: items)])
    return items


def test_the_nearest_deadline_comes_first(agent: Role, waiting: list[InboxItem], now: datetime) -> None:
    waiting += [OPEN, FAR, LATE, SOON]
    inbox = inbox_page(role=agent, now=now)
    assert [(line.item, line.words, line.state) for line in inbox.lines] == [
        (LATE, "en retard de 1 jour ouvré", "late"),
        (SOON, "il reste 3 jours ouvrés", "due"),
        (FAR, "il reste 37 jours ouvrés", "open"),
        (OPEN, "sans échéance", "neutral"),
    ]
    assert (inbox.total, inbox.late) == (4, 1)
    assert inbox.tabs == [
        ("Tout (4)", "?", True),
        ("Recevabilité (1)", "?genre=recevabilite", False),
        ("Relecture (1)", "?genre=relecture", False),
        ("Réponse (2)", "?genre=reponse", False),
    ]


def test_one_kind_may_be_read_alone(agent: Role, waiting: list[InboxItem], now: datetime) -> None:
    waiting += [FAR, LATE, SOON]
    inbox = inbox_page(role=agent, now=now, kind="reponse")
    assert [line.item for line in inbox.lines] == [SOON, FAR]
    assert (inbox.total, inbox.tabs[2]) == (3, ("Réponse (2)", "?genre=reponse", True))


def test_an_unknown_kind_shows_everything(agent: Role, waiting: list[InboxItem], now: datetime) -> None:
    waiting += [FAR, LATE]
    assert [line.item for line in inbox_page(role=agent, now=now, kind="<script>").lines] == [LATE, FAR]


@pytest.mark.parametrize(
    ("due_on", "today", "said"),
    [
        (None, date(2026, 11, 23), ("sans échéance", "neutral")),
        (date(2026, 11, 23), date(2026, 11, 23), ("c’est aujourd’hui", "due")),
        (date(2026, 11, 24), date(2026, 11, 23), ("il reste 1 jour ouvré", "due")),
        (date(2026, 11, 20), date(2026, 11, 23), ("en retard de 1 jour ouvré", "late")),
        (date(2026, 11, 20), date(2026, 11, 21), ("échéance passée", "late")),
        (date(2026, 11, 22), date(2026, 11, 21), ("avant le prochain jour ouvré", "due")),
    ],
)
def test_deadlines_are_said_in_working_days(due_on: date | None, today: date, said: tuple[str, str]) -> None:
    assert deadline_in_words(due_on=due_on, today=today) == said


def test_the_page_shows_what_waits_as_text(agent: Role, waiting: list[InboxItem], client: Client) -> None:
    waiting += [FAR, OPEN]
    client.force_login(agent.user)
    page = client.get("/espace/").content.decode()
    assert "2 dossiers vous attendent." in page
    assert "&lt;b&gt;Déchets&lt;/b&gt;" in page
    assert "<b>Déchets</b>" not in page


def test_one_file_is_said_in_the_singular(agent: Role, waiting: list[InboxItem], client: Client) -> None:
    waiting += [FAR]
    client.force_login(agent.user)
    assert "1 dossier vous attend." in client.get("/espace/").content.decode()


def test_an_empty_inbox_says_what_will_come(agent: Role, waiting: list[InboxItem], client: Client) -> None:
    client.force_login(agent.user)
    page = client.get("/espace/").content.decode()
    assert "Rien ne vous attend" in page
    assert "Juge la recevabilité des saisines" in page


def test_one_acts_in_the_role_chosen(agent: Role, chamalieres: Commune, client: Client) -> None:
    second = RoleFactory(user=agent.user, body=chamalieres.body, kind=RoleKind.ELECTED)
    client.force_login(agent.user)
    first = client.get("/espace/").context["role"]
    other = second if first == agent else agent
    answer = client.post("/espace/role/", {"role": other.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/espace/")
    assert client.get("/espace/").context["role"] == other


@pytest.mark.parametrize("sent", ["", "0", "-1", "abc", "9" * 30, "1; drop table"])
def test_a_role_that_does_not_exist_is_refused(agent: Role, client: Client, sent: str) -> None:
    client.force_login(agent.user)
    assert client.post("/espace/role/", {"role": sent}).status_code == 403
    assert client.get("/espace/").context["role"] == agent


def test_someone_else_s_role_is_refused(agent: Role, chamalieres: Commune, client: Client) -> None:
    theirs = RoleFactory(body=chamalieres.body, kind=RoleKind.ADMINISTRATOR)
    client.force_login(agent.user)
    assert client.post("/espace/role/", {"role": theirs.pk}).status_code == 403
    assert client.get("/espace/").context["role"] == agent


def test_a_planted_role_is_ignored(agent: Role, chamalieres: Commune, client: Client) -> None:
    theirs = RoleFactory(body=chamalieres.body, kind=RoleKind.ADMINISTRATOR)
    client.force_login(agent.user)
    session = client.session
    session["acting_role"] = theirs.pk
    session.save()
    assert client.get("/espace/").context["role"] == agent


def test_an_ended_role_can_no_longer_be_chosen(agent: Role, chamalieres: Commune, client: Client) -> None:
    ended = RoleFactory(user=agent.user, body=chamalieres.body, until=date(2021, 1, 1))
    client.force_login(agent.user)
    assert client.post("/espace/role/", {"role": ended.pk}).status_code == 403


def test_reading_never_changes_the_role(agent: Role, client: Client) -> None:
    client.force_login(agent.user)
    assert client.get("/espace/role/", {"role": agent.pk}).status_code == 405
