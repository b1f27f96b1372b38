"""A supporter known by FranceConnect: a real provider on this machine, with keys of its own, is asked over HTTP."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from belvedere.contexts.referrals.actions.counting import verify_counts
from belvedere.contexts.referrals.actions.proof import prove_identity
from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import Referral, Support, SupportProof
from belvedere.contexts.referrals.queries import support_token, tally_of
from belvedere.contexts.referrals.refusals import CollectionClosed, IdentityTaken
from tests.concurrency import run_at_once
from tests.contexts.referrals.conftest import World
from tests.platform.franceconnect.provider import CLIENT_ID, CLIENT_SECRET, Provider, running_provider

BACK, LEFT = reverse("referrals:franceconnect_return"), reverse("referrals:franceconnect_left")


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture
def provider(server: Provider, settings: Settings) -> Provider:
    """The provider, honest again, known to the site."""
    vars(server).update(vars(Provider(url=server.url, key=server.key)))
    settings.FRANCECONNECT_URL = server.url
    settings.FRANCECONNECT_CLIENT_ID, settings.FRANCECONNECT_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
    return server


@pytest.fixture
def gathering(world: World) -> Referral:
    return world.admitted(timezone.now())


@pytest.fixture
def mine(world: World, gathering: Referral) -> Support:
    return world.supported(gathering, "a@exemple.fr", timezone.now())


def page_of(support: Support) -> str:
    return reverse("referrals:franceconnect", args=[support_token(support)])


def followed(address: str) -> str:
    """Ask the provider as the person's browser does; return where it sends."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    found = connection.getresponse().headers["Location"]
    connection.close()
    return str(found)


def come_back(client: Client, support: Support) -> str:
    """Leave by the button; return the address at which FranceConnect sends back."""
    return followed(client.post(page_of(support))["Location"]).removeprefix("http://127.0.0.1:8000")


def test_by_the_pages_the_support_is_counted_at_its_level(
    client: Client, provider: Provider, gathering: Referral, mine: Support
) -> None:
    token = support_token(mine)  # it bears the second at which it was made
    receipt, address = (reverse(f"referrals:{name}", args=[token]) for name in ("receipt", "franceconnect"))
    assert address in client.get(receipt).content.decode()
    page = client.get(address)
    assert f"form-action 'self' {provider.url}" in page["Content-Security-Policy"].split("; ")
    leaving = client.post(address)["Location"]
    asked = {
        name: values for name, values in parse_qs(urlsplit(leaving).query).items() if name not in {"state", "nonce"}
    }
    assert asked == {
        "client_id": [CLIENT_ID],
        "redirect_uri": [f"http://127.0.0.1:8000{BACK}"],
        "scope": ["openid"],
        "response_type": ["code"],
        "acr_values": ["eidas1"],
    }
    returned = client.get(followed(leaving).removeprefix("http://127.0.0.1:8000"))
    assert returned["Location"].startswith(f"{provider.url}/session/end?id_token_hint=")
    left = followed(returned["Location"]).removeprefix("http://127.0.0.1:8000")
    assert urlsplit(left).path == LEFT
    last = client.get(left, follow=True)
    assert last.redirect_chain == [(receipt, 302)]
    assert "Votre soutien compte maintenant avec une identité confirmée." in last.content.decode()
    assert address not in last.content.decode()
    assert tally_of(gathering).by_level == {"email": 1, "franceconnect": 1}
    assert verify_counts(referral=gathering, now=timezone.now()) is True
    assert client.get(address).status_code == 404


def test_nothing_of_the_person_is_kept(client: Client, provider: Provider, mine: Support) -> None:
    client.get(come_back(client, mine))
    proof = SupportProof.objects.get()
    assert (proof.level, len(proof.identity)) == ("franceconnect", 64)
    assert provider.subject not in str(SupportProof.objects.values())
    assert provider.subject not in str(dict(client.session))


def test_one_person_proves_one_support(
    client: Client, world: World, provider: Provider, gathering: Referral, mine: Support
) -> None:
    other = world.supported(gathering, "b@exemple.fr", timezone.now())
    client.get(come_back(client, mine))
    refused = client.get(come_back(client, other))
    assert (refused.status_code, "Une personne compte une fois" in refused.content.decode()) == (409, True)
    assert tally_of(gathering).by_level["franceconnect"] == 1
    elsewhere = world.supported(world.admitted(timezone.now(), email="d2@exemple.fr"), "a@exemple.fr", timezone.now())
    assert client.get(come_back(client, elsewhere)).status_code == 302
    assert len(set(SupportProof.objects.values_list("identity", flat=True))) == 2


def test_who_gives_up_there_keeps_the_support(client: Client, provider: Provider, mine: Support) -> None:
    provider.gives_up = True
    page = client.get(come_back(client, mine), follow=True)
    assert "Vous avez renoncé à FranceConnect." in page.content.decode()
    assert SupportProof.objects.count() == 0


@pytest.mark.parametrize(
    "fault",
    [
        {"changes_id_token": {"nonce": "autre"}},
        {"changes_id_token": {"acr": "eidas0"}},
        {"changes_id_token": {"aud": "un-autre-site"}},
        {"changes_id_token": {"iss": "https://ailleurs.exemple"}},
        {"changes_id_token": {"exp": 1}},
        {"changes_id_token": {"sub": "une-autre-personne"}},
        {"changes_userinfo": {"sub": ""}},
        {"changes_userinfo": {"aud": "un-autre-site"}},
        {"userinfo_is_bare": True},
        {"signs_with": ec.generate_private_key(ec.SECP256R1())},
        {"signs_with": "le secret partagé des anciennes versions", "algorithm": "HS256"},
        {"algorithm": "none"},
    ],
    ids="+".join,
)
def test_an_answer_that_does_not_hold_counts_nothing(
    client: Client, provider: Provider, mine: Support, fault: dict[str, object]
) -> None:
    vars(provider).update(fault)
    refused = client.get(come_back(client, mine))
    assert (refused.status_code, "n’est pas valable" in refused.content.decode()) == (400, True)
    assert (SupportProof.objects.count(), Support.objects.get(pk=mine.pk).level) == (0, "email")


def test_an_answer_serves_once_and_only_the_browser_that_asked(
    client: Client, provider: Provider, mine: Support
) -> None:
    address = come_back(client, mine)
    for stranger in (Client(), Client()):
        assert stranger.get(address).status_code == 400
    assert client.get(address).status_code == 302
    assert client.get(address).status_code == 400
    assert client.get(BACK).status_code == 400
    assert SupportProof.objects.count() == 1


def test_franceconnect_away_is_said(client: Client, provider: Provider, mine: Support) -> None:
    address = come_back(client, mine)
    provider.has_gone_away = True
    for answer in (client.post(page_of(mine)), client.get(address)):
        assert (answer.status_code, "Réessayez dans quelques minutes" in answer.content.decode()) == (503, True)
    assert SupportProof.objects.count() == 0


def test_not_offered_where_it_is_not_set(client: Client, provider: Provider, mine: Support, settings: Settings) -> None:
    settings.FRANCECONNECT_URL = ""
    assert client.get(page_of(mine)).status_code == client.get(BACK).status_code == 404
    assert "FranceConnect" not in client.get(reverse("referrals:receipt", args=[support_token(mine)])).content.decode()


def test_the_proof_ends_with_the_support_and_after_the_collection_none_is_taken(
    world: World, gathering: Referral, mine: Support
) -> None:
    now = timezone.now()
    prove_identity(support=mine, subject="s", now=now)
    prove_identity(support=mine, subject="s", now=now)
    withdraw_support(support=mine, now=now)
    assert SupportProof.objects.count() == 0
    again = world.supported(gathering, "a@exemple.fr", now)
    with pytest.raises(CollectionClosed):
        prove_identity(support=again, subject="s", now=now + timedelta(days=200))


@pytest.mark.usefixtures("several_connections")
def test_two_supports_of_one_person_at_once_are_proven_once(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    supports = [world.supported(referral, f"{letter}@exemple.fr", now) for letter in "abc"]
    refused = []

    def prove(number: int) -> None:
        try:
            prove_identity(support=supports[number], subject="s", now=now)
        except IdentityTaken:
            refused.append(number)

    run_at_once(3, prove, territory=world.territory)
    assert (len(refused), tally_of(referral).by_level) == (2, {"email": 3, "franceconnect": 1})
