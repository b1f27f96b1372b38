"""Two referrals become one, with the consent of each supporter."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.follow import tell_batch
from belvedere.contexts.referrals.actions.merger import carry_support, merge_referral, unmerge_referral
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries import recounted, support_token, tally_of
from belvedere.contexts.referrals.queries.merger import mergeable_alike
from belvedere.contexts.referrals.refusals import (
    CollectionClosed,
    NotToBeMerged,
)
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.actions import index_document
from tests.contexts.referrals.conftest import World, payloads, signed_in


def two(world: World, now: datetime) -> tuple[Referral, Referral]:
    mother = world.admitted(now)
    duplicate = admit_referral(
        criteria=Criterion, referral=world.received(now, email="jeanne@exemple.fr"), by=world.agent, now=now
    )
    return mother, duplicate


def test_each_supporter_carries_or_not_and_it_is_undone(world: World, now: datetime) -> None:
    mother, duplicate = two(world, now)
    anne, paul = (world.supported(duplicate, f"{name}@exemple.fr", now) for name in ("anne", "paul"))
    world.supported(mother, "paul@exemple.fr", now)
    merge_referral(duplicate=duplicate, mother=mother, by=world.agent, now=now)
    assert tally_of(mother).total == 2
    carried = carry_support(support=anne, now=now)
    assert carried is not None
    assert (carried.origin, carry_support(support=anne, now=now), carry_support(support=paul, now=now)) == (
        "reporte",
        None,
        None,
    )
    assert tally_of(mother).by_commune == recounted(mother) == {"63075": 1, "63032": 2}
    with pytest.raises(CollectionClosed):
        world.asked(duplicate, "luc@exemple.fr", now)
    unmerge_referral(duplicate=duplicate, by=world.agent, now=now)
    assert tally_of(mother).by_commune == recounted(mother) == {"63075": 1, "63032": 1}
    assert (world.supported(duplicate, "luc@exemple.fr", now).state, tally_of(duplicate).total) == ("confirme", 4)
    with pytest.raises(NotInThisState):
        carry_support(support=anne, now=now)
    assert payloads("referrals.merged") == [{"other": mother.reference}]
    assert payloads("referrals.unmerged") == [{"other": mother.reference}, {"other": duplicate.reference}]


def test_only_two_open_referrals_are_merged(world: World, now: datetime) -> None:
    mother, duplicate = two(world, now)
    with pytest.raises(NotToBeMerged):
        merge_referral(duplicate=mother, mother=mother, by=world.agent, now=now)
    with pytest.raises(NotAllowed):
        merge_referral(duplicate=duplicate, mother=mother, by=world.foreign_agent, now=now)
    merge_referral(duplicate=duplicate, mother=mother, by=world.agent, now=now)
    with pytest.raises(NotToBeMerged):
        merge_referral(duplicate=mother, mother=duplicate, by=world.agent, now=now)
    with pytest.raises(NotInThisState):
        unmerge_referral(duplicate=mother, by=world.agent, now=now)


def test_the_mail_of_a_merger_asks_each_supporter(world: World, now: datetime, client: Client) -> None:
    mother, duplicate = two(world, now)
    anne = world.supported(duplicate, "anne@exemple.fr", now)
    merge_referral(duplicate=duplicate, mother=mother, by=world.agent, now=now)
    event = Event.objects.get(kind="referrals.merged")
    tell_batch(event=event, referral=duplicate, after=0, depositor_only=False, now=now)
    link = reverse("referrals:carry", args=[support_token(anne)])
    assert link in Message.objects.get(to="anne@exemple.fr", kind="news").text
    assert mother.title in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == f"/saisines/{mother.reference}/"
    assert tally_of(mother).total == 2
    stranger = reverse("referrals:carry", args=[support_token(mother.supports.get(is_depositor=True))])
    assert client.get(stranger).status_code == 410


def indexed(referral: Referral) -> Referral:
    index_document(
        territory=referral.territory,
        kind="saisine",
        key=referral.reference,
        title=referral.title,
        text=referral.request,
        url=f"/saisines/{referral.reference}/",
    )
    return referral


def test_who_merges_or_judges_sees_what_is_alike(world: World, now: datetime) -> None:
    alike = indexed(world.admitted(now))
    other = indexed(world.admitted(now, email="anne@exemple.fr", title="Une patinoire", request="Un lieu."))
    closed = indexed(world.admitted(now, email="paul@exemple.fr"))
    Referral.objects.filter(pk=closed.pk).update(collection="close", closed_at=now)
    duplicate = indexed(world.admitted(now, email="jeanne@exemple.fr"))
    assert mergeable_alike(duplicate) == [alike]
    officer, path = signed_in(world.agent), f"/espace/recevabilite/{duplicate.reference}/soutiens/regrouper/"
    page = officer.get(path).content.decode()
    assert [f"?avec={row.reference}" in page for row in (alike, other, duplicate)] == [True, False, False]
    assert f'value="{alike.reference}"' in officer.get(f"{path}?avec={alike.reference}").content.decode()
    judged = world.received(now, email="lucie@exemple.fr")
    page = officer.get(f"/espace/recevabilite/{judged.reference}/").content.decode()
    said = [f'<a href="/saisines/{row.reference}/">{row.title}</a>' in page for row in (alike, closed, other, judged)]
    assert said == [True, True, False, False]
