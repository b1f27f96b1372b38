"""Second factors: set up, asked for at sign-in, kept encrypted."""

import base64
import json
import re
import struct

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from belvedere.platform.accounts.actions import account_of
from belvedere.platform.accounts.adapters import SecondFactorAdapter
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body
from tests.factories import RoleFactory

ACTIVATE = "/compte/securite/application/activer/"


@pytest.fixture
def bruno(metropole: Body) -> Role:
    cache.clear()
    return RoleFactory(body=metropole, kind=RoleKind.ADMINISTRATOR, user=account_of(email="bruno@exemple.fr"))


def sign_in(client: Client) -> str:
    client.post("/compte/connexion/", {"login": "bruno@exemple.fr"})
    found = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return client.post("/compte/code/", {"code": found.group(1)}).headers["Location"]


def six_digits(secret: str) -> str:
    _before, current, _after = totp.yield_hotp_counters_from_time()  # the one before may end while it is typed
    return totp.format_hotp_value(totp.hotp_value(secret, current))


def activate(client: Client) -> str:
    """Activate an application and return its secret."""
    secret = client.get(ACTIVATE).context["form"].secret
    answer = client.post(ACTIVATE, {"code": six_digits(secret)})
    assert answer.headers["Location"] == "/compte/securite/codes-de-secours/"
    return str(secret)


@pytest.mark.django_db(transaction=True)
def test_an_administrator_sets_up_an_application_and_enters(bruno: Role, client: Client) -> None:
    assert sign_in(client) == "/espace/"
    assert client.get("/espace/").headers["Location"] == "/compte/securite/obligatoire/"
    assert client.get("/compte/securite/obligatoire/").status_code == 200
    activate(client)
    assert mail.outbox[-1].subject == "Une application de codes protège votre compte"
    assert client.get("/espace/personnes/").status_code == 200
    assert client.get("/compte/securite/obligatoire/").headers["Location"] == "/espace/"


def test_the_code_by_mail_is_then_not_enough(bruno: Role, client: Client) -> None:
    sign_in(client)
    secret = activate(client)
    other = Client()
    assert sign_in(other) == "/compte/connexion/second-facteur/"
    assert "_auth_user_id" not in other.session
    assert other.get("/espace/").headers["Location"] == "/compte/connexion/?next=/espace/"
    assert other.post("/compte/connexion/second-facteur/", {"code": "000000"}).status_code in {200, 422}
    assert "_auth_user_id" not in other.session
    answer = other.post("/compte/connexion/second-facteur/", {"code": six_digits(secret)})
    assert answer.headers["Location"] == "/espace/"


def test_a_recovery_code_serves_once(bruno: Role, client: Client) -> None:
    sign_in(client)
    activate(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    answers = []
    for _ in range(2):
        browser = Client()
        sign_in(browser)
        browser.post("/compte/connexion/second-facteur/", {"code": code})
        answers.append("_auth_user_id" in browser.session)
    assert answers == [True, False]


def test_a_wrong_code_activates_nothing(bruno: Role, client: Client) -> None:
    sign_in(client)
    client.get(ACTIVATE)
    assert client.post(ACTIVATE, {"code": "abcdef"}).status_code == 422
    assert Authenticator.objects.count() == 0


def test_changing_the_protection_asks_for_it_again(bruno: Role, client: Client) -> None:
    sign_in(client)
    activate(client)
    other = Client()
    other.force_login(bruno.user)
    for path in ("/compte/securite/application/retirer/", "/compte/securite/cles/ajouter/"):
        assert other.get(path).headers["Location"] == f"/compte/securite/confirmer/?next={path.replace('/', '%2F')}"
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_secrets_are_stored_encrypted(bruno: Role, client: Client) -> None:
    sign_in(client)
    secret = activate(client)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert base64.b32decode(secret + "=" * (-len(secret) % 8)).hex() not in stored


def test_a_former_secret_key_still_reads_them(settings: Settings) -> None:
    settings.SECRET_KEY = "ancienne"
    written = SecondFactorAdapter().encrypt("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nouvelle", ["ancienne"]
    assert SecondFactorAdapter().decrypt(written) == "secret"


def test_the_key_pages_run_no_script_of_their_own(bruno: Role, client: Client) -> None:
    sign_in(client)
    for path in ("/compte/securite/cles/ajouter/", ACTIVATE, "/compte/securite/"):
        page = client.get(path).content.decode()
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in attributes or 'type="application/json"' in attributes for attributes in scripts)
        assert not re.search(r"\son\w+=|style=", page)


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "{}",
        "[]",
        '{"id": 1}',
        '{"rawId": "x", "response": null}',
        "x" * 2000,
        struct.pack("4s", b"\xff\xfe").hex(),
    ],
)
def test_a_malformed_key_is_refused(bruno: Role, client: Client, credential: str) -> None:
    sign_in(client)
    client.get("/compte/securite/cles/ajouter/")
    assert client.post("/compte/securite/cles/ajouter/", {"credential": credential}).status_code == 422
    anonymous = Client()
    anonymous.get("/compte/connexion/cle/", headers={"accept": "application/json"})
    assert anonymous.post("/compte/connexion/cle/", {"credential": credential}).status_code == 302
    assert "_auth_user_id" not in anonymous.session
    assert Authenticator.objects.count() == 0
