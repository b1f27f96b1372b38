"""Signing in by a code sent by e-mail: no password, no way to learn who has an account."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from belvedere.platform.accounts.actions import account_of
from belvedere.platform.accounts.models import CacheEntry, Role, User
from belvedere.platform.territory.models import Body
from tests.factories import RoleFactory

LOGIN = "/compte/connexion/"
CODE = "/compte/code/"


def code_in(message: str) -> str:
    found = re.search(r"^ {4}(\S+)$", message, re.MULTILINE)
    assert found, message
    return found.group(1)


@pytest.fixture
def agent(metropole: Body) -> Role:
    return RoleFactory(body=metropole, user=account_of(email="karim@exemple.fr"))


def ask(client: Client, email: str, path: str = LOGIN) -> str:
    """Ask for a code and return the mail that was sent."""
    before = len(mail.outbox)
    answer = client.post(path, {"login": email})
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, CODE)
    assert len(mail.outbox) == before + 1
    return mail.outbox[-1].body


def test_an_agent_signs_in_with_a_code(agent: Role, client: Client) -> None:
    text = ask(client, "Karim@Exemple.FR")
    assert mail.outbox[0].to == ["karim@exemple.fr"]
    assert mail.outbox[0].subject == "Votre code de connexion"
    page = client.get(CODE)
    assert code_in(text) not in page.content.decode()
    answer = client.post(CODE, {"code": code_in(text)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/espace/")
    assert client.get("/espace/").context["role"] == agent


def test_an_inhabitant_lands_on_the_account(metropole: Body, client: Client) -> None:
    account_of(email="suzanne@exemple.fr")
    answer = client.post(CODE, {"code": code_in(ask(client, "suzanne@exemple.fr"))})
    assert answer.headers["Location"] == "/compte/"


def test_a_wrong_code_is_refused_and_the_third_ends_the_attempt(agent: Role, client: Client) -> None:
    good = code_in(ask(client, "karim@exemple.fr"))
    for _ in range(2):
        answer = client.post(CODE, {"code": "AAAA-AAAA"})
        assert answer.status_code == 422
    assert client.post(CODE, {"code": "AAAA-AAAA"}).status_code == 302
    assert client.post(CODE, {"code": good}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_serves_once(agent: Role, client: Client) -> None:
    good = code_in(ask(client, "karim@exemple.fr"))
    client.post(CODE, {"code": good})
    client.post("/compte/deconnexion/")
    client.post(CODE, {"code": good})
    assert "_auth_user_id" not in client.session


def test_a_code_of_one_browser_opens_nothing_in_another(agent: Role, client: Client) -> None:
    good = code_in(ask(client, "karim@exemple.fr"))
    other = Client()
    assert other.post(CODE, {"code": good}).status_code == 302
    assert "_auth_user_id" not in other.session


def test_unknown_and_known_addresses_get_the_same_answers(agent: Role, client: Client) -> None:
    stranger = Client()
    known = client.post(LOGIN, {"login": "karim@exemple.fr"})
    unknown = stranger.post(LOGIN, {"login": "inconnu@exemple.fr"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    pages = [
        re.sub(r'value="\w{64}"', "", browser.get(CODE).content.decode()).replace(email, "")
        for browser, email in ((client, "karim@exemple.fr"), (stranger, "inconnu@exemple.fr"))
    ]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["karim@exemple.fr"], ["inconnu@exemple.fr"]]
    assert "n’a pas de compte ici" in mail.outbox[1].body


def test_creating_an_account_that_exists_answers_as_for_a_new_one(agent: Role, client: Client) -> None:
    stranger = Client()
    taken = client.post("/compte/creer/", {"email": "karim@exemple.fr"})
    new = stranger.post("/compte/creer/", {"email": "nouvelle@exemple.fr"})
    assert (taken.status_code, taken.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert [message.subject for message in mail.outbox] == [
        "Vous avez déjà un compte",
        "Votre code pour créer votre compte",
    ]
    assert "http://127.0.0.1:8000/compte/connexion/" in mail.outbox[0].body


def test_an_address_too_long_for_mail_opens_no_account(metropole: Body, client: Client) -> None:
    answer = client.post("/compte/creer/", {"email": "x" * 64 + "@" + ".".join(["y" * 60] * 4) + ".fr"})
    assert (answer.status_code, User.objects.count(), len(mail.outbox)) == (422, 0, 0)


def test_an_inhabitant_creates_an_account(metropole: Body, client: Client) -> None:
    answer = client.post("/compte/creer/", {"email": "nouvelle@exemple.fr"})
    assert answer.headers["Location"] == "/compte/creer/code/"
    answer = client.post("/compte/creer/code/", {"code": code_in(mail.outbox[0].body)})
    assert answer.headers["Location"] == "/compte/"
    user = User.objects.get(email="nouvelle@exemple.fr")
    assert (user.has_usable_password(), client.session["_auth_user_id"]) == (False, str(user.pk))
    assert EmailAddress.objects.get(user=user).verified


@pytest.mark.parametrize("typed", ["", "pas-une-adresse", "a@b", "x" * 300 + "@exemple.fr", "<script>@exemple.fr"])
def test_what_is_not_an_address_is_refused_and_kept_on_screen(metropole: Body, client: Client, typed: str) -> None:
    answer = client.post(LOGIN, {"login": typed})
    assert (answer.status_code, len(mail.outbox)) == (422, 0)
    assert answer.context["form"]["login"].value() == typed
    assert b"<script>@" not in answer.content


def test_codes_are_rationed_by_address(agent: Role, client: Client) -> None:
    for _ in range(3):
        ask(Client(), "karim@exemple.fr")
    answer = Client().post(LOGIN, {"login": "karim@exemple.fr"})
    assert (answer.status_code, len(mail.outbox)) in {(429, 3), (422, 3)}


def test_attempts_are_counted_under_keys_that_tell_nothing(agent: Role, client: Client) -> None:
    ask(client, "karim@exemple.fr")
    rows = list(CacheEntry.objects.values_list("cache_key", flat=True))
    assert rows
    assert all(re.fullmatch(r"[0-9a-f]{64}", row) for row in rows)


@pytest.mark.parametrize(
    "target", ["https://mechant.example/", "//mechant.example/", "javascript:alert(1)", "/\\mechant.example"]
)
def test_signing_in_never_leads_elsewhere(agent: Role, client: Client, target: str) -> None:
    good = code_in(ask(client, "karim@exemple.fr", f"{LOGIN}?next={target}"))
    answer = client.post(f"{CODE}?next={target}", {"code": good, "next": target})
    assert answer.headers["Location"] == "/espace/"


def test_signing_in_leads_back_to_our_own_page(agent: Role, client: Client) -> None:
    client.post(LOGIN, {"login": "karim@exemple.fr", "next": "/compte/?a=1"})
    answer = client.post(CODE, {"code": code_in(mail.outbox[0].body), "next": "/compte/?a=1"})
    assert answer.headers["Location"] == "/compte/?a=1"


@pytest.mark.parametrize("target", ["https://mechant.example/", "//mechant.example/"])
def test_signing_out_never_leads_elsewhere(agent: Role, client: Client, target: str) -> None:
    client.force_login(agent.user)
    assert client.post("/compte/deconnexion/", {"next": target}).headers["Location"] == "/"


def test_signing_in_changes_the_session_key(agent: Role, client: Client) -> None:
    good = code_in(ask(client, "karim@exemple.fr"))
    planted = client.session.session_key
    client.post(CODE, {"code": good})
    assert client.session.session_key != planted
    assert not client.session.__class__(planted).exists(planted)


def test_reading_never_signs_out(agent: Role, client: Client) -> None:
    client.force_login(agent.user)
    assert client.get("/compte/deconnexion/").status_code == 200
    assert client.session["_auth_user_id"] == str(agent.user.pk)


def test_one_signs_out_of_every_device(agent: Role, client: Client) -> None:
    phone, office = Client(), client
    phone.force_login(agent.user)
    office.force_login(agent.user)
    assert office.get("/compte/deconnexion/partout/").status_code == 405
    office.post("/compte/deconnexion/partout/")
    for browser in (phone, office):
        assert browser.get("/espace/").headers["Location"] == "/compte/connexion/?next=/espace/"


def test_a_session_ends_after_the_hours_that_the_settings_give(agent: Role, client: Client) -> None:
    client.force_login(agent.user)
    left = client.session.get_expiry_date() - timezone.now()
    assert timedelta(hours=11) < left <= timedelta(hours=12)


def test_cookies_stay_out_of_scripts_and_of_other_sites(agent: Role, client: Client) -> None:
    ask(client, "karim@exemple.fr")
    for name in ("sessionid",):
        assert (client.cookies[name]["httponly"], client.cookies[name]["samesite"]) == (True, "Lax")


def test_a_closed_account_stays_out(agent: Role, client: Client) -> None:
    User.objects.filter(pk=agent.user.pk).update(is_active=False)
    client.post(LOGIN, {"login": "karim@exemple.fr"})
    assert "_auth_user_id" not in client.session


def test_forms_need_their_token(agent: Role) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(LOGIN, {"login": "karim@exemple.fr"}).status_code == 403
    assert len(mail.outbox) == 0


@pytest.fixture(autouse=True)
def fresh_counters(db: None) -> None:
    cache.clear()
