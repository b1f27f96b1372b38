"""The desk of the observatory: sheets, targets, alerts, budgets and evaluations, by the right and the wrong person."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from belvedere.contexts.observatory.actions.alerts import watch_threshold
from belvedere.contexts.observatory.actions.editions import publish_figures
from belvedere.contexts.observatory.actions.indicators import describe_indicator, set_target
from belvedere.contexts.observatory.models import Alert, BudgetLine, Evaluation, Indicator, SheetVersion, Target
from belvedere.contexts.observatory.refusals import PeriodsAreNotInOrder
from belvedere.contexts.observatory.states.figures import Polarity
from belvedere.contexts.observatory.states.sheets import IndicatorSheet, TargetSheet
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.models import Department
from belvedere.platform.ui.slots import inbox_of
from tests.contexts.examens import Panel2026
from tests.contexts.figures import SHEET, TARGET, whole_of
from tests.factories import BodyFactory, DepartmentFactory, RoleFactory

TYPED = {
    "name": "Ménages sans voiture", "definition": "Part des ménages qui n’ont pas de voiture.", "unit": "%",
    "decimals": "1", "kind": "resultat", "polarity": "1", "objective_number": "2", "source": "Insee, recensement",
    "licence": "Licence Ouverte 2.0 (Etalab)", "reuse": "verte", "frequency": "A", "rank": "3", "lower_bound": "0",
    "upper_bound": "100", "alert_threshold": "17,5",
}  # fmt: skip
AIM = {
    "base_period": "2018", "base_value": "20", "due_period": "2030", "value": "10,5",
    "milestones": "2024 15,5\n\n2027 12", "act": "Délibération du 7 décembre 2018", "source": "Recueil des actes",
}  # fmt: skip
LINE = {
    "do": "budget",
    "year": "2024",
    "label": "Aides",
    "planned_euros": "1200,50",
    "spent_euros": "",
    "source": "CA 2024",
}
FOUND = {
    "do": "evaluation", "title": "Un an après", "author": "Chambre régionale", "published_on": "2025-06-17",
    "method": "Cent dossiers", "conclusion": "Cela sert.", "source": "Rapport, page 12",
}  # fmt: skip


@pytest.fixture
def department(world: Panel2026) -> Department:
    return DepartmentFactory(body=world.body, slug="social", name="Direction sociale")


@pytest.fixture
def owner(world: Panel2026, department: Department) -> Role:
    return RoleFactory(kind=RoleKind.DEPARTMENT, body=world.body, department=department)


@pytest.fixture
def agent(world: Panel2026) -> Role:
    return RoleFactory(kind=RoleKind.AGENT, body=world.body)


@pytest.fixture
def watched(world: Panel2026, department: Department, now: datetime) -> Indicator:
    sheet = IndicatorSheet(**{**SHEET.__dict__, "alert_threshold": 17.0})
    return describe_indicator(policy=world.policy, sheet=sheet, department=department, now=now)


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def publish(indicator: Indicator, value: float, period: str, now: datetime) -> None:
    figures = [(indicator, [whole_of(indicator, period, value)])]
    publish_figures(territory=indicator.territory, title="Filosofi", figures=figures, now=now)


def strangers(world: Panel2026) -> list[Role]:
    other = BodyFactory(territory=world.body.territory)
    department = DepartmentFactory(body=world.body, slug="eau", name="Eau")
    return [
        RoleFactory(kind=RoleKind.AGENT, body=other),
        RoleFactory(kind=RoleKind.DEPARTMENT, body=world.body, department=department),
        RoleFactory(kind=RoleKind.ELECTED, body=world.body),
    ]


def test_an_agent_describes_an_indicator_whole(world: Panel2026, agent: Role, department: Department) -> None:
    path = "/espace/chiffres/politiques/mobilites/indicateurs/nouveau/"
    client = as_(agent)
    assert path in shown(client, "/espace/chiffres/politiques/mobilites/")
    assert client.post(path, TYPED | {"department": str(department.pk)}).status_code == 302
    made = Indicator.objects.get(slug="menages-sans-voiture")
    assert (made.polarity, made.decimals, made.alert_threshold, made.upper_bound, made.department_id) == (
        Polarity.MORE_IS_BETTER, 1, 17.5, 100.0, department.pk,
    )  # fmt: skip
    assert made.objective_number == 2
    page = shown(Client(), "/observatoire/indicateurs/menages-sans-voiture/")
    assert "Part des ménages qui n’ont pas de voiture." in page
    assert "Direction sociale" in page
    again = client.post(path, TYPED)
    assert (again.status_code, Indicator.objects.count()) == (422, 1)
    assert "Un indicateur porte déjà ce nom." in again.content.decode()


def test_a_sheet_written_again_says_why(world: Panel2026, owner: Role, watched: Indicator) -> None:
    path = "/espace/chiffres/indicateurs/pauvrete/fiche/"
    client = as_(owner)
    assert "Part des personnes sous le seuil" in shown(client, path)
    typed = TYPED | {"name": "Taux de pauvreté", "polarity": "-1"}
    refused = client.post(path, typed | {"upper_bound": "-3"})
    assert refused.status_code == 422
    assert "Elle est plus grande que la plus basse." in refused.content.decode()
    assert SheetVersion.objects.count() == 1
    assert client.post(path, typed | {"reason": "La source change"}).status_code == 302
    assert [row.reason for row in SheetVersion.objects.order_by("number")] == ["", "La source change"]
    kept = Indicator.objects.get()
    assert (kept.slug, kept.source, kept.department) == ("pauvrete", "Insee, recensement", owner.department)


def test_a_target_is_set_then_moved_for_a_reason(world: Panel2026, owner: Role, watched: Indicator) -> None:
    path = "/espace/chiffres/indicateurs/pauvrete/cible/"
    client = as_(owner)
    assert "Pourquoi la cible change" not in shown(client, path)
    assert client.post(path, AIM).status_code == 302
    first = Target.objects.get()
    assert (first.value, first.milestones, first.source) == (
        10.5,
        [["2024", 15.5], ["2027", 12.0]],
        "Recueil des actes",
    )
    before = shown(client, path)
    assert "10,5 % en 2030" in before
    assert "Pourquoi la cible change" in before
    assert client.post(path, AIM | {"value": "12"}).status_code == 422
    assert client.post(path, AIM | {"value": "12", "reason": "Le budget baisse"}).status_code == 302
    page = shown(Client(), "/observatoire/indicateurs/pauvrete/")
    assert "Pourquoi elle a changé : Le budget baisse" in page
    assert "10,5 % en 2030" in page


@pytest.mark.parametrize(("wrong", "said"), [
    ({"base_period": "hier"}, "écrivez 2024"),
    ({"due_period": "2017"}, "Ces périodes ne se suivent pas"),
    ({"milestones": "2031 4"}, "Ces périodes ne se suivent pas"),
    ({"milestones": "2025"}, "la période, un espace, la valeur"),
    ({"milestones": "2025 beaucoup"}, "nombre"),
    ({"milestones": "2025 1\n" * 21}, "Vingt étapes au plus"),
    ({"value": ""}, "obligatoire"),
])  # fmt: skip
def test_a_wrong_target_is_said(
    world: Panel2026, owner: Role, watched: Indicator, wrong: dict[str, str], said: str
) -> None:
    response = as_(owner).post("/espace/chiffres/indicateurs/pauvrete/cible/", AIM | wrong)
    assert (response.status_code, Target.objects.count()) == (422, 0)
    assert said in unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def test_a_target_comes_after_its_base(watched: Indicator, now: datetime) -> None:
    with pytest.raises(PeriodsAreNotInOrder):
        set_target(indicator=watched, sheet=TargetSheet(**{**TARGET.__dict__, "due_period": "2018"}), now=now)


def test_a_value_beyond_its_threshold_warns_its_owner_once(
    world: Panel2026, owner: Role, agent: Role, watched: Indicator, now: datetime
) -> None:
    publish(watched, 16.9, "2020", now)
    run_pending(now=now)
    assert not Alert.objects.exists()
    publish(watched, 18.24, "2021", now)
    run_pending(now=now)
    run_pending(now=now + timedelta(hours=1))
    written = Message.objects.get()
    assert (written.to, written.subject) == (
        owner.user.email,
        "« Taux de pauvreté » passe son seuil d’alerte",
    )
    assert "18,2\xa0% (2021), pour un seuil de 17,0\xa0%." in written.text.replace("\n", " ")
    alert = Alert.objects.get()
    assert Event.objects.filter(kind="observatory.threshold_passed").count() == 1
    assert [item.url for item in inbox_of(owner, now=now) if item.kind == "Alerte"] == [
        f"/espace/chiffres/alertes/{alert.pk}/"
    ]
    assert [item for item in inbox_of(agent, now=now) if item.kind == "Alerte"] == []
    page = shown(Client(), "/observatoire/indicateurs/pauvrete/")
    assert "18,2 % en 2021, au-delà du seuil de 17,0 %." in page
    assert "n’a pas encore dit ce qu’il fait" in page
    assert watch_threshold(slug="pauvrete", now=now) is None


def test_the_owner_answers_an_alert_in_public(world: Panel2026, owner: Role, watched: Indicator, now: datetime) -> None:
    publish(watched, 18.2, "2021", now)
    alert = watch_threshold(slug="pauvrete", now=now)
    assert alert is not None
    path = f"/espace/chiffres/alertes/{alert.pk}/"
    client = as_(owner)
    assert client.post(path, {"word": " "}).status_code == 422
    assert client.post(path, {"word": "Deux antennes ouvrent en mars."}).status_code == 302
    page = shown(Client(), "/observatoire/indicateurs/pauvrete/")
    assert "Deux antennes ouvrent en mars." in page
    assert "Direction sociale" in page
    assert [item for item in inbox_of(owner, now=now) if item.kind == "Alerte"] == []
    assert client.post(path, {"word": "Encore"}).status_code == 409
    assert "déjà sa réponse" in shown(client, path)
    publish(watched, 16.0, "2022", now)
    assert "au-delà du seuil" not in shown(Client(), "/observatoire/indicateurs/pauvrete/")


def test_an_alert_that_a_later_value_replaces_waits_no_longer(
    world: Panel2026, owner: Role, watched: Indicator, now: datetime
) -> None:
    publish(watched, 18.2, "2021", now)
    watch_threshold(slug="pauvrete", now=now)
    publish(watched, 16.0, "2022", now)
    assert [item for item in inbox_of(owner, now=now) if item.kind == "Alerte"] == []


def test_an_agent_keeps_the_budget_and_the_evaluations(world: Panel2026, agent: Role) -> None:
    path = "/espace/chiffres/politiques/mobilites/"
    client = as_(agent)
    for typed in (LINE, LINE | {"spent_euros": "1100"}, FOUND):
        assert client.post(path, typed).status_code == 302
    line, found = BudgetLine.objects.get(), Evaluation.objects.get()
    assert (line.year, line.planned_euros, line.spent_euros, line.source) == (2024, 1200.5, 1100, "CA 2024")
    assert (found.published_on, found.author, found.is_demonstration) == (date(2025, 6, 17), "Chambre régionale", False)
    page = shown(Client(), "/observatoire/politiques/mobilites/")
    assert "1 200,50" in page
    assert "CA 2024" in page
    assert "Cela sert." in page
    assert client.post(path, {"do": "remove_line", "id": str(line.pk)}).status_code == 302
    assert client.post(path, {"do": "remove_evaluation", "id": str(found.pk)}).status_code == 302
    assert (BudgetLine.objects.count(), Evaluation.objects.count()) == (0, 0)
    assert [event.kind for event in Event.objects.filter(actor_kind="agent").order_by("sequence")] == [
        "observatory.budget_written", "observatory.budget_written", "observatory.evaluation_written",
        "observatory.budget_written", "observatory.evaluation_removed",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [
    LINE | {"source": ""}, LINE | {"year": "24"}, LINE | {"planned_euros": "beaucoup"},
    FOUND | {"published_on": "hier"}, FOUND | {"source": " "},
])  # fmt: skip
def test_a_line_that_nobody_can_check_is_refused(world: Panel2026, agent: Role, wrong: dict[str, str]) -> None:
    response = as_(agent).post("/espace/chiffres/politiques/mobilites/", wrong)
    assert (response.status_code, BudgetLine.objects.count(), Evaluation.objects.count()) == (422, 0, 0)


def test_nobody_else_keeps_them(world: Panel2026, watched: Indicator, now: datetime) -> None:
    publish(watched, 18.2, "2021", now)
    alert = watch_threshold(slug="pauvrete", now=now)
    assert alert is not None
    for stranger in strangers(world):
        client = as_(stranger)
        for path, typed in (
            ("/espace/chiffres/indicateurs/pauvrete/fiche/", TYPED | {"reason": "x"}),
            ("/espace/chiffres/indicateurs/pauvrete/cible/", AIM),
            (f"/espace/chiffres/alertes/{alert.pk}/", {"word": "x"}),
            ("/espace/chiffres/politiques/mobilites/", LINE),
            ("/espace/chiffres/politiques/mobilites/indicateurs/nouveau/", TYPED),
        ):
            assert client.get(path).status_code == 403
            assert client.post(path, typed).status_code == 403
    assert (SheetVersion.objects.count(), Target.objects.count(), BudgetLine.objects.count()) == (1, 0, 0)
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize("path", [
    "indicateurs/inconnu/fiche/", "indicateurs/inconnu/cible/", "alertes/99/", "politiques/inconnue/",
    "politiques/inconnue/indicateurs/nouveau/",
])  # fmt: skip
def test_what_does_not_exist_is_not_found(agent: Role, path: str) -> None:
    shown(as_(agent), f"/espace/chiffres/{path}", 404)


def test_the_desk_leads_to_what_one_keeps(world: Panel2026, agent: Role, owner: Role, watched: Indicator) -> None:
    assert "/espace/chiffres/politiques/mobilites/" in shown(as_(agent), "/espace/chiffres/")
    mine = shown(as_(owner), "/espace/chiffres/")
    assert "/espace/chiffres/politiques/" not in mine
    assert "/espace/chiffres/indicateurs/pauvrete/" in mine
    page = shown(as_(owner), "/espace/chiffres/indicateurs/pauvrete/")
    assert "/espace/chiffres/indicateurs/pauvrete/fiche/" in page
    assert "/espace/chiffres/indicateurs/pauvrete/cible/" in page
