"""One takes away or erases everything that we hold; the journal does not move."""

import json
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client

from belvedere.platform.accounts.actions import account_of, erase_account, grant_role
from belvedere.platform.accounts.models import Role, User
from belvedere.platform.accounts.personal_data import erases, holds, personal_data
from belvedere.platform.accounts.refusals import LastAdministrator
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.actions import store_letter
from belvedere.platform.mail.rendering import Letter
from belvedere.platform.territory.models import Body, Territory
from tests.factories import RoleFactory, UserFactory

CANARY = "canari.jaune@exemple.fr"


def tables_that_hold(text: str) -> set[str]:
    """Return the tables, any column of which contains a text, read straight from the database."""
    found = set()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # Django's own description of a table fails on SQLite where a constraint holds ", ".
            cursor.execute(f"SELECT * FROM {quote(table)} LIMIT 0")  # noqa: S608 -- names from the database
            for column in [entry[0] for entry in cursor.description]:
                condition = f"LOWER(CAST({quote(column)} AS text)) LIKE %s"
                cursor.execute(
                    f"SELECT 1 FROM {quote(table)} WHERE {condition} LIMIT 1",  # noqa: S608 -- names from the database
                    [f"%{text.lower()}%"],
                )
                if cursor.fetchone():
                    found.add(table)
    return found


@pytest.fixture
def person(metropole: Body, now: datetime) -> User:
    """A person who has signed in, holds a role, a second factor, and to whom we wrote."""
    bruno = RoleFactory(body=metropole, kind=RoleKind.ADMINISTRATOR)
    role = grant_role(by=bruno, email=CANARY, kind=RoleKind.AGENT, now=now, display_name="Canari Jaune")
    Authenticator.objects.create(user=role.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    store_letter(
        territory=metropole.territory, to=CANARY, letter=Letter("Bonjour", f"Bonjour {CANARY}", ""), now=now,
        language="fr", kind="account",
    )  # fmt: skip
    return role.user


def test_everything_we_hold_may_be_taken_away(person: User, client: Client) -> None:
    client.force_login(person)
    answer = client.get("/compte/donnees/")
    held = json.loads(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mes-donnees-belvedere.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert held["compte"]["adresse"] == CANARY
    assert held["compte"]["adresses"] == [{"adresse": CANARY, "confirmee": False}]
    assert held["roles"] == [
        {
            "role": "agent", "organisme": "Clermont Auvergne Métropole", "service": None, "depuis": "2026-11-23",
            "fin": None,
        }
    ]  # fmt: skip
    assert [factor["nature"] for factor in held["seconds_facteurs"]] == ["totp"]
    assert [(letter["objet"], letter["texte"]) for letter in held["courriels"]] == [("Bonjour", f"Bonjour {CANARY}")]
    assert "secret" not in answer.content.decode()


def test_one_takes_away_only_one_s_own(person: User, client: Client) -> None:
    client.force_login(UserFactory(email="autre@exemple.fr"))
    assert CANARY not in client.get("/compte/donnees/").content.decode()


def test_erasing_leaves_no_trace_of_the_address(person: User, client: Client) -> None:
    browser = Client()
    browser.post("/compte/connexion/", {"login": CANARY})
    code = mail.outbox[-1].body.split("\n    ")[1].split("\n")[0]
    browser.post("/compte/code/", {"code": code})
    browser.get("/compte/securite/")
    assert tables_that_hold(CANARY) >= {"accounts_user", "account_emailaddress", "mail_message"}
    client.force_login(person)
    answer = client.post("/compte/effacer/", {"confirmation": CANARY.upper()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert tables_that_hold(CANARY) == set()
    assert tables_that_hold("Canari Jaune") == set()
    left = [session.get_decoded() for session in client.session.model.objects.all()]
    assert [data for data in left if CANARY in json.dumps(data)] == []
    assert not User.objects.filter(pk=person.pk).exists()


def test_erasing_ends_roles_and_leaves_the_journal_whole(person: User, now: datetime) -> None:
    before = list(Event.objects.order_by("sequence").values())
    role = Role.objects.get(user=person)
    erase_account(user=person, now=now)
    after = list(Event.objects.order_by("sequence").values())
    assert after[: len(before)] == before
    assert [(event["kind"], event["subject_id"]) for event in after[len(before) :]] == [
        ("accounts.role_ended", str(role.pk))
    ]


def test_the_last_administrator_stays(metropole: Body, client: Client) -> None:
    bruno = RoleFactory(body=metropole, kind=RoleKind.ADMINISTRATOR, user=account_of(email="bruno@exemple.fr"))
    client.force_login(bruno.user)
    assert client.post("/compte/effacer/", {"confirmation": "bruno@exemple.fr"}).status_code == 409
    assert User.objects.filter(pk=bruno.user.pk).exists()


@pytest.mark.parametrize("typed", ["", "pas-une-adresse", "autre@exemple.fr"])
def test_erasing_asks_for_the_address(person: User, client: Client, typed: str) -> None:
    client.force_login(person)
    answer = client.post("/compte/effacer/", {"confirmation": typed})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"confirmation"})
    assert User.objects.filter(pk=person.pk).exists()


def test_asking_erases_nothing(person: User, client: Client) -> None:
    client.force_login(person)
    assert client.get("/compte/effacer/").status_code == 200
    assert User.objects.filter(pk=person.pk).exists()


def test_an_anonymous_visitor_signs_in_first(territory: Territory, client: Client) -> None:
    for path in ("/compte/", "/compte/donnees/", "/compte/effacer/", "/compte/securite/obligatoire/"):
        assert client.get(path).headers["Location"] == f"/compte/connexion/?next={path}"


def test_a_name_is_registered_once(person: User) -> None:
    assert "compte" in personal_data(person)
    with pytest.raises(ValueError, match="compte"):
        holds("compte")(lambda user: None)
    with pytest.raises(ValueError, match="courriels"):
        erases("courriels")(lambda user: None)


def test_a_failure_erases_nothing(person: User, now: datetime, metropole: Body) -> None:
    Role.objects.filter(body=metropole, kind=RoleKind.ADMINISTRATOR).delete()
    RoleFactory(user=person, body=metropole, kind=RoleKind.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        erase_account(user=person, now=now)
    assert EmailAddress.objects.filter(user=person).count() == 1
    assert Role.objects.filter(user=person, until=None).count() == 2
