"""An electoral reserve is said on every page concerned, and holds from the moment of the admission."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.support import request_support
from belvedere.contexts.referrals.models import ElectoralReserve, Referral
from belvedere.contexts.referrals.queries.reserve import coming_reserves
from belvedere.contexts.referrals.refusals import CollectionSuspended
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.platform.territory.models import Body
from tests.contexts.referrals.conftest import World
from tests.contexts.referrals.test_views import as_


def reserve(world: World, *, body: Body | None = None, begins_in_days: int = 20) -> ElectoralReserve:
    start = timezone.localdate() + timedelta(days=begins_in_days)
    return ElectoralReserve.objects.create(
        territory=world.territory,
        body=body,
        title="Élections municipales",
        source="Décret",
        election_on=start + timedelta(days=180),
        starts_on=start,
        last_deposit_on=start - timedelta(days=120),
        resumes_on=start + timedelta(days=188),
    )


def test_every_page_concerned_says_it(world: World, now: datetime) -> None:
    referral = world.admitted(timezone.now())
    started = world.started(timezone.now())
    pages = [
        "/",
        "/saisines/",
        "/saisines/reglement/",
        "/saisines/deposer/",
        f"/saisines/deposer/{started.token}/texte/",
        f"/saisines/{referral.reference}/",
        f"/communes/{world.commune.slug}/",
        f"/organismes/{world.body.slug}/",
        "/espace/recevabilite/",
        f"/espace/recevabilite/{referral.reference}/",
    ]
    officer = as_(world.agent)
    assert [path for path in pages if "Élections municipales" in officer.get(path).content.decode()] == []
    reserve(world)
    assert [path for path in pages if "Élections municipales" not in officer.get(path).content.decode()] == []
    assert "Aucun dépôt jusqu’au" in Client().get("/saisines/deposer/").content.decode()


def test_a_reserve_of_one_body_is_not_said_of_another(world: World) -> None:
    reserve(world, body=world.other.body)
    assert "Élections municipales" in Client().get(f"/organismes/{world.other.body.slug}/").content.decode()
    assert "Élections municipales" not in Client().get(f"/organismes/{world.body.slug}/").content.decode()


def test_one_election_is_said_once(world: World) -> None:
    first = reserve(world, body=world.body)
    reserve(world, body=world.other.body)
    assert coming_reserves(timezone.localdate()) == [first]
    assert coming_reserves(first.resumes_on) == []


def test_what_is_admitted_during_a_reserve_is_suspended_at_once(world: World, now: datetime) -> None:
    reserve(world, begins_in_days=-10)
    today = timezone.now()
    received = world.received(today - timedelta(days=200))
    referral = admit_referral(criteria=Criterion, referral=received, by=world.agent, now=today)
    assert (referral.collection, Referral.objects.get().suspended_on) == ("suspendue", timezone.localdate(today))
    with pytest.raises(CollectionSuspended):
        request_support(referral=referral, commune=world.commune, email="a@exemple.fr", language="fr", now=today)
    page = Client().get(f"/saisines/{referral.reference}/soutenir/")
    assert (page.status_code, "Elle reprend d’elle-même après l’élection" in page.content.decode()) == (409, True)
    assert "Collecte suspendue avant une élection" in Client().get("/saisines/").content.decode()
