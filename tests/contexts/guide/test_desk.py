"""The lawyer's desk: who may open it, a set recorded once, two sets compared, a verdict replayed."""

import json
from datetime import datetime

import pytest
from django.test import Client

from belvedere.contexts.guide.actions import record_rule_set
from belvedere.contexts.guide.models import RuleSetVersion
from belvedere.contexts.guide.queries.cards import rules_in_use
from belvedere.contexts.guide.queries.versions import differences, replayed, rules_of, to_read_again
from belvedere.engines.rules.law.reading import read_rule_set
from belvedere.engines.rules.law.shipped import CALENDAR, METHODS, shipped_texts
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.search.queries import search
from belvedere.platform.territory.models import Body
from tests.factories import RoleFactory

DESK = "/espace/regles/"
OTHERS = [RoleKind.ELECTED, RoleKind.MODERATOR, RoleKind.DEPARTMENT]


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def agent(metropole: Body) -> Role:
    return RoleFactory(body=metropole, kind=RoleKind.AGENT)


@pytest.mark.parametrize("kind", OTHERS)
def test_the_desk_is_closed_to_others(metropole: Body, kind: RoleKind) -> None:
    client = as_(RoleFactory(body=metropole, kind=kind))
    for path in ("", "comparer/", "rejouer/"):
        assert client.get(DESK + path).status_code == 403
    assert client.post(f"{DESK}enregistrer/").status_code == 403
    assert RuleSetVersion.objects.count() == 0


@pytest.mark.usefixtures("metropole")
def test_nobody_signed_in_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(DESK).status_code == 302


def test_the_least_sure_come_first(agent: Role, now: datetime) -> None:
    rows = to_read_again(now.date())
    assert rows[0].card.rule.id == "CU-103-2-PLU"
    assert [str(reason) for reason in rows[0].reasons] == ["Confiance insuffisante", "Une alerte est écrite"]
    settled = [row for row in rows if not row.reasons]
    assert rows[len(rows) - len(settled) :] == settled
    page = as_(agent).get(DESK).content.decode()
    assert "Règles à relire" in page
    assert "Loi n° 2025-1129" in page


def test_a_set_is_recorded_once_and_journaled_once(agent: Role, now: datetime) -> None:
    first = record_rule_set(territory=agent.body.territory, by=agent, now=now)
    again = record_rule_set(territory=agent.body.territory, by=agent, now=now)
    assert (first.pk, RuleSetVersion.objects.count()) == (again.pk, 1)
    [event] = Event.objects.filter(kind="guide.rule_set_recorded")
    assert json.loads(event.payload) == {"version": "2026-11-22", "digest": first.digest, "rules": 27, "unsure": 7}
    assert rules_of(RuleSetVersion.objects.get()) == rules_in_use()
    assert search("aire piétonne")[0].url == "/guide/regles/CU-R103-1-3/"


def test_recording_by_hand(agent: Role) -> None:
    client = as_(agent)
    assert "Enregistrer ce jeu" in client.get(DESK).content.decode()
    assert client.post(f"{DESK}enregistrer/")["Location"] == DESK
    assert "Enregistrer ce jeu" not in client.get(DESK).content.decode()


def test_an_auditor_reads_and_records_nothing(metropole: Body, now: datetime) -> None:
    auditor = RoleFactory(body=metropole, kind=RoleKind.AUDITOR)
    assert "Enregistrer ce jeu" not in as_(auditor).get(DESK).content.decode()
    with pytest.raises(NotAllowed):
        record_rule_set(territory=metropole.territory, by=auditor, now=now)


def older_texts() -> dict[str, str]:
    texts = dict(shipped_texts())
    texts["rules_urbanisme.toml"] = (
        texts["rules_urbanisme.toml"]
        .replace("surface_pietonne_m2 > p['cu.r103_1.pieton']", "surface_pietonne_m2 > 2000")
        .replace('id = "CU-300-2"', 'id = "CU-300-1"')
    )
    return texts


def test_the_difference_between_two_sets() -> None:
    texts = {name: text for name, text in older_texts().items() if name not in {METHODS, CALENDAR}}
    found = differences(read_rule_set(texts), rules_in_use())
    assert [(row.rule, str(row.kind)) for row in found] == [
        ("CU-R103-1-3", "Changée"),
        ("CU-300-1", "Retirée"),
        ("CU-300-2", "Ajoutée"),
    ]
    [(name, before, after)] = found[0].fields
    assert (str(name), "> 2000" in before, "p['cu.r103_1.pieton']" in after) == ("Versions", True, True)


def test_two_sets_are_compared_on_screen(agent: Role, now: datetime) -> None:
    client = as_(agent)
    assert "Aucun jeu de règles n’est enregistré" in client.get(f"{DESK}comparer/").content.decode()
    older = RuleSetVersion.objects.create(
        territory=agent.body.territory, version="2026-01-01", digest="0" * 64, texts=older_texts(), recorded_at=now
    )
    page = client.get(f"{DESK}comparer/?avant={older.pk}&apres=").content.decode()
    assert "3 règles diffèrent" in page
    assert "2 règles diffèrent" not in page
    assert "CU-300-1" in page
    assert "Sélectionnez un choix valide" in client.get(f"{DESK}comparer/?avant=99&apres=").content.decode()


def test_a_verdict_is_replayed_on_another_day(agent: Role) -> None:
    address = "https://exemple.fr/guide/verifier/?nature=route_express&cout_ht=400000000&longueur_km=5"
    data = {"adresse": address, "avant": "2020-01-01", "apres": "2026-11-22"}
    rows = replayed({"nature": "route_express", "cout_ht": 400_000_000, "longueur_km": 5}, *_days(data))
    assert [(row.card.rule.id, row.before, row.after) for row in rows if row.has_changed] == [
        ("CE-121-8-I", True, False),
        ("CE-121-8-II", False, True),
    ]
    page = as_(agent).get(f"{DESK}rejouer/", data).content.decode()
    assert page.index("CE-121-8-I<") < page.index("CU-103-2-ZAC")
    assert "Ne s’applique pas" in page


def _days(data: dict[str, str]) -> tuple[datetime, datetime]:
    first, second = (datetime.fromisoformat(data[name]).date() for name in ("avant", "apres"))
    return first, second  # type: ignore[return-value]  # days


def test_a_day_that_the_rules_do_not_cover_is_refused(agent: Role) -> None:
    data = {"adresse": "?nature=zac", "avant": "2010-01-01", "apres": "2026-11-22"}
    page = as_(agent).get(f"{DESK}rejouer/", data).content.decode()
    assert "Les règles ne sont connues que depuis le 01/01/2016." in page
