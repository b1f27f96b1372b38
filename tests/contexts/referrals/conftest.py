"""A body with its règlement, two communes, and the steps of a referral."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.observatory.models import Policy
from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.deposit import confirm_deposit, submit_deposit
from belvedere.contexts.referrals.actions.draft import StartedDraft, save_draft, start_draft
from belvedere.contexts.referrals.actions.support import confirm_support, request_support
from belvedere.contexts.referrals.models import Referral, Support
from belvedere.contexts.referrals.queries import identity_of
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Body, Commune, Parameter
from tests.factories import RoleFactory

REGLEMENT = {
    "referral.support_threshold": 3,
    "referral.support_days": 90,
    "referral.admissibility_working_days": 15,
    "referral.minimum_age_years": 16,
    "referral.confirmation_days": 7,
    "referral.identity_retention_months": 12,
    "draft.retention_days": 30,
}


class World:
    """The métropole and its règlement; each step is done by its own action."""

    def __init__(self, body: Body, commune: Commune, other: Commune) -> None:
        self.body, self.commune, self.other = body, commune, other
        self.territory = body.territory
        self.agent: Role = RoleFactory(body=body)
        self.foreign_agent: Role = RoleFactory(body=other.body)
        self.policy = Policy.objects.create(territory=body.territory, slug="mobilites", name="Mobilités", body=body)
        for holder in (body, other.body):
            for code, value in REGLEMENT.items():
                Parameter.objects.create(
                    body=holder, code=code, value=value, since=date(2020, 1, 1), source="Règlement", confidence="M"
                )

    def started(self, now: datetime, title: str = "Des bus plus tôt le dimanche") -> StartedDraft:
        return start_draft(
            territory=self.territory,
            commune=self.commune,
            policy_id=self.policy.pk,
            body=self.body,
            title=title,
            now=now,
        )

    def submitted(self, now: datetime, email: str = "suzanne@exemple.fr", **words: str) -> Referral:
        started = self.started(now, **({"title": words.pop("title")} if "title" in words else {}))
        save_draft(
            draft=started.draft,
            now=now,
            request=words.get("request", "Faire partir les bus avant 7 heures le dimanche."),
            reasons=words.get("reasons", "On marche."),
            email=email,
        )
        return submit_deposit(draft=started.draft, language="fr", now=now)

    def received(self, now: datetime, **words: str) -> Referral:
        referral = self.submitted(now, **words)
        return confirm_deposit(support=referral.supports.get(), now=now)

    def admitted(self, now: datetime, **words: str) -> Referral:
        return admit_referral(criteria=Criterion, referral=self.received(now, **words), by=self.agent, now=now)

    def asked(self, referral: Referral, email: str, now: datetime) -> Support:
        request_support(referral=referral, commune=self.other, email=email, language="fr", now=now)
        return Support.objects.get(referral=referral, identity=identity_of(referral, email))

    def supported(self, referral: Referral, email: str, now: datetime) -> Support:
        return confirm_support(support=self.asked(referral, email, now), now=now)


@pytest.fixture
def world(metropole: Body, chamalieres: Commune, beaumont: Commune) -> World:
    return World(metropole, chamalieres, beaumont)


@pytest.fixture
def later(now: datetime) -> datetime:
    """One day after the last day of a collection opened now."""
    return now + timedelta(days=REGLEMENT["referral.support_days"] + 1)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def payloads(kind: str) -> list[dict[str, object]]:
    return [json.loads(row.payload) for row in Event.objects.filter(kind=kind).order_by("sequence")]


def sheet(world: World) -> str:
    name = world.other.name
    return "\n".join(
        [
            f"Anne Martin ; 3 rue des Lilas ; {name}",
            f"Martin Anne; 3 rue des lilas;{name}",
            f"Anne Martin;8 place du Marché;{name}",
            f"Paul Roux; 1 rue du Four; {world.commune.name}; paul@exemple.fr",
            "Sans adresse",
            "Jeanne Petit; 2 rue du Four; Paris",
        ]
    )


def crowd(world: World, now: datetime) -> Referral:
    referral = world.admitted(now)
    for place in range(4):
        world.supported(referral, f"p{place}@jetable.example", now)
    world.supported(referral, "anne@exemple.fr", now)
    return referral
