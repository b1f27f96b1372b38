"""A règlement holds for what is deposited after it; each page says in words what blocks."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.regulation import (
    change_draft,
    discard_draft,
    draft_regulation,
    publish_regulation,
)
from belvedere.contexts.referrals.actions.steps import end_step
from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import Referral, Regulation, Step
from belvedere.contexts.referrals.queries.regulation import (
    decision_deadline,
    minimum_age_to_deposit,
    model_named,
    models_shipped,
    rules_in_force,
    rules_of,
)
from belvedere.contexts.referrals.queries.simulation import tried
from belvedere.contexts.referrals.queries.steps import steps_of
from belvedere.contexts.referrals.refusals import OutcomeMissing, RegulationBackdated, RegulationPublished
from belvedere.contexts.referrals.states import StepVerb
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.reading import RegulationError
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.referrals.conftest import World


def content_with(*totals: int, **rule: Value) -> dict[str, Value]:
    steps: list[Value] = [
        {
            "code": f"palier-{total}",
            "effect": "debate",
            "title": {"fr": f"Débat à {total}", "en": f"Debate at {total}"},
            "rule": {"minimum_total": total, **rule},
        }
        for total in totals
    ]
    return {
        "id": "essai",
        "authority": "La Métropole",
        "source": "Délibération du 1er janvier",
        "who": {"minimum_age": 16},
        "collection": {"months": 2},
        "steps": steps,
    }


def published(world: World, since: date, now: datetime, *totals: int, **rule: Value) -> Regulation:
    content = content_with(*totals, **rule)
    row = draft_regulation(
        territory=world.territory, body=world.body, content=content, source="Délibération", by=world.agent
    )
    return publish_regulation(number=row.number, since=since, by=world.agent, now=now)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_without_a_version_the_parameters_make_one_step(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    assert (referral.regulation, referral.threshold, referral.closes_on) == (None, 3, now.date() + timedelta(days=90))
    assert list(referral.steps.values_list("code", "effect", "state")) == [("examen", "panel", "a_atteindre")]


def test_a_new_version_changes_only_what_is_deposited_after_it(world: World, now: datetime) -> None:
    first = published(world, now.date(), now, 2)
    before = world.received(now)
    later = now + timedelta(days=3)
    second = published(world, later.date(), later, 5)
    after = world.received(later, email="jeanne@exemple.fr")
    admitted = [admit_referral(criteria=Criterion, referral=row, by=world.agent, now=later) for row in (before, after)]
    assert [(row.regulation, row.threshold) for row in admitted] == [(first, 2), (second, 5)]
    assert admitted[0].closes_on == rules_closing(later)


def rules_closing(opened: datetime) -> date:
    month = opened.month + 2
    return opened.date().replace(year=opened.year + (month > 12), month=(month - 1) % 12 + 1)


def test_the_territorys_holds_for_who_has_none(world: World, now: datetime) -> None:
    row = draft_regulation(
        territory=world.territory, body=None, content=content_with(7), source="Commun", by=world.agent
    )
    publish_regulation(number=row.number, since=now.date(), by=world.agent, now=now)
    assert rules_in_force(world.body, now.date()).row == row
    own = published(world, now.date(), now, 9)
    assert (rules_in_force(world.body, now.date()).row, rules_in_force(world.other.body, now.date()).row) == (own, row)


def test_a_published_version_no_longer_changes(world: World, now: datetime) -> None:
    row = published(world, now.date(), now, 2)
    with pytest.raises(RegulationPublished):
        change_draft(number=row.number, content=content_with(1), source="Autre", by=world.agent)
    with pytest.raises(RegulationPublished):
        publish_regulation(number=row.number, since=now.date(), by=world.agent, now=now)
    told = Event.objects.get(kind="referrals.regulation_published")
    assert (told.subject_id, '"since":"' + now.date().isoformat() in told.payload) == (str(row.number), True)


def test_a_version_never_holds_for_the_past(world: World, now: datetime) -> None:
    row = draft_regulation(
        territory=world.territory, body=world.body, content=content_with(2), source="D", by=world.agent
    )
    with pytest.raises(RegulationBackdated):
        publish_regulation(number=row.number, since=now.date() - timedelta(days=1), by=world.agent, now=now)


def test_who_writes_a_version(world: World, now: datetime) -> None:
    row = draft_regulation(
        territory=world.territory, body=world.body, content=content_with(2), source="D", by=world.agent
    )
    with pytest.raises(NotAllowed):
        publish_regulation(number=row.number, since=now.date(), by=world.foreign_agent, now=now)
    with pytest.raises(RegulationError, match="asks nothing"):
        draft_regulation(
            territory=world.territory,
            body=world.body,
            content={**content_with(2), "steps": [{"effect": "debate", "rule": {}}]},
            source="D",
            by=world.agent,
        )
    assert Regulation.objects.count() == 1


def test_each_step_says_what_blocks_it(world: World, now: datetime) -> None:
    published(world, now.date(), now, 2, 4, territories=2)
    referral = world.admitted(now)
    world.supported(referral, "paul@exemple.fr", now)
    first, second = steps_of(referral, on=now.date())
    assert (first.state, first.sentence) == ("atteint", "Le palier est atteint\u00a0: 2\u00a0soutiens.")
    assert (second.state, second.sentence) == ("a_atteindre", "Il manque 2\u00a0soutiens.")
    assert (second.counted, second.needed) == (2, 4)


def test_a_step_lost_goes_back_unless_someone_acted(world: World, now: datetime) -> None:
    published(world, now.date(), now, 2, 1)
    referral = world.admitted(now)
    support = world.supported(referral, "paul@exemple.fr", now)
    assert states(referral) == ["atteint", "atteint"]
    withdraw_support(support=support, now=now)
    assert states(referral) == ["a_atteindre", "atteint"]
    again = world.supported(referral, "anne@exemple.fr", now)
    end_step(referral=referral, code="palier-2", verb=StepVerb.FINISH, outcome="Débattu.", by=world.agent, now=now)
    withdraw_support(support=again, now=now)
    row = Step.objects.get(referral=referral, code="palier-2")
    assert (row.state, row.is_short, row.outcome) == ("fait", True, "Débattu.")
    kinds = Event.objects.filter(kind__startswith="referrals.", matter=referral.reference).order_by("sequence")
    assert list(kinds.values_list("kind", flat=True))[2:] == [
        "referrals.threshold_reached",
        "referrals.threshold_reached",
        "referrals.step_lost",
        "referrals.threshold_reached",
        "referrals.step_done",
    ]


def states(referral: Referral) -> list[str]:
    return list(Step.objects.filter(referral=referral).order_by("position").values_list("state", flat=True))


def test_what_a_step_opened_is_said_or_declined_with_words(world: World, now: datetime) -> None:
    published(world, now.date(), now, 1, 5)
    referral = world.admitted(now)
    said = {"referral": referral, "by": world.agent, "now": now}
    with pytest.raises(OutcomeMissing):
        end_step(code="palier-1", verb=StepVerb.FINISH, outcome=" ", **said)
    with pytest.raises(NotInThisState):
        end_step(code="palier-5", verb=StepVerb.FINISH, outcome="Fait.", **said)
    with pytest.raises(NotInThisState):
        end_step(code="palier-1", verb=StepVerb.LOSE, outcome="Fait.", **said)
    with pytest.raises(NotAllowed):
        end_step(code="palier-1", verb=StepVerb.FINISH, outcome="Fait.", **{**said, "by": world.foreign_agent})
    assert end_step(code="palier-1", verb=StepVerb.DECLINE, outcome="Déjà débattu.", **said).state == "refuse"


def test_a_version_is_tried_on_what_is_there(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    world.supported(referral, "paul@exemple.fr", now)
    row = draft_regulation(
        territory=world.territory, body=world.body, content=content_with(2), source="D", by=world.agent
    )
    (found,) = tried(row, on=now.date())
    assert (found.supports, found.by_its_own, found.by_the_other, found.is_different) == (2, (), ("Débat à 2",), True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_trial_is_read_in_as_many_statements(
    world: World, now: datetime, django_assert_num_queries, count: int
) -> None:
    for place in range(count):
        world.admitted(now, email=f"d{place}@exemple.fr")
    row = draft_regulation(
        territory=world.territory, body=world.body, content=content_with(2), source="D", by=world.agent
    )
    with django_assert_num_queries(2):
        assert len(tried(row, on=now.date())) == count


@pytest.mark.parametrize("name", [name for name, _label in models_shipped()])
def test_every_real_reglement_can_be_begun_from(name: str) -> None:
    assert rules_of(model_named(name)).id == name


def typed(**changes: str) -> dict[str, str]:
    return {
        "source": "Délibération",
        "minimum_age": "16",
        "months": "4",
        "voters": "",
        "voters_source": "",
        "palier-TOTAL_FORMS": "2",
        "palier-INITIAL_FORMS": "0",
        "palier-0-code": "debat",
        "palier-0-title_fr": "Débat",
        "palier-0-title_en": "Debate",
        "palier-0-effect": "debate",
        "palier-0-minimum_total": "800",
        "palier-0-territories": "12",
        "palier-0-maximum_share": "1/3",
        "palier-0-maximum_share_reading": "raw",
        "palier-0-minimum_level": "declared",
        "palier-1-effect": "answer",
        "palier-1-maximum_share_reading": "raw",
        "palier-1-minimum_level": "declared",
        **changes,
    }


def test_by_the_pages_a_version_is_begun_written_tried_published(world: World, client: Client) -> None:
    officer = signed_in(world.agent)
    begun = officer.post("/espace/reglement/commencer/", {"model": "grenoble-alpes-2024"})
    page = begun.headers["Location"]
    assert "800" in officer.get(page).content.decode()
    wrong = officer.post(page, typed(**{"palier-0-maximum_share": "3"}))
    assert (wrong.status_code, "Écrivez une part de un" in wrong.content.decode()) == (422, True)
    assert officer.post(page, typed(months="0")).status_code == 422
    assert officer.post(page, typed()).headers["Location"] == page
    row = Regulation.objects.get()
    assert row.content["steps"] == [
        {
            "code": "debat",
            "effect": "debate",
            "title": {"fr": "Débat", "en": "Debate"},
            "rule": {
                "minimum_total": 800,
                "territories": 12,
                "maximum_share": "1/3",
                "maximum_share_reading": "raw",
            },
        }
    ]
    assert officer.post(f"{page}publier/", {"since": ""}).status_code == 422
    today = officer.get(page).context["since"].initial["since"]
    assert officer.post(f"{page}publier/", {"since": today.isoformat()}).headers["Location"] == "/espace/reglement/"
    public = client.get("/saisines/reglement/").content.decode()
    assert "800\u00a0soutiens, d’au moins 12\u00a0communes, aucune ne pesant plus de 33,3\u00a0%" in public


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"palier-0-code": ""}, "Donnez-lui un mot court"),
        ({"palier-0-percentage": "5 %"}, "Une part se prend de quelque chose"),
        ({"palier-0-maximum_share": "1e99999999"}, "Écrivez une part de un"),
        ({"palier-0-reference": "population"}, "Une part se prend de quelque chose"),
        ({"palier-0-minimum_total": "", "palier-0-territories": ""}, "Ce palier ne demande rien"),
        ({"palier-1-code": "debat", "palier-1-minimum_total": "3"}, "Deux paliers ont ce code"),
        ({name: "" for name in typed() if name.startswith("palier-0-")}, "Écrivez un palier au moins"),
    ],
)
def test_what_is_wrong_in_a_reglement_is_said_beside_its_field(
    world: World, changes: dict[str, str], said: str
) -> None:
    officer = signed_in(world.agent)
    page = officer.post("/espace/reglement/commencer/", {"model": "grenoble-alpes-2024"}).headers["Location"]
    before = Regulation.objects.get().content
    wrong = officer.post(page, typed(**changes))
    assert (wrong.status_code, said in wrong.content.decode()) == (422, True)
    assert Regulation.objects.get().content == before


@pytest.mark.parametrize(("written", "kept"), [("0,05", "0.05"), ("5 %", "1/20"), ("1/3", "1/3")])
def test_a_part_is_written_as_people_write_it(world: World, written: str, kept: str) -> None:
    officer = signed_in(world.agent)
    page = officer.post("/espace/reglement/commencer/", {"model": "grenoble-alpes-2024"}).headers["Location"]
    assert officer.post(page, typed(**{"palier-0-maximum_share": written})).headers["Location"] == page
    assert Regulation.objects.get().content["steps"][0]["rule"]["maximum_share"] == kept


def test_a_step_that_asks_for_more_communes_than_there_are_is_told(world: World) -> None:
    officer = signed_in(world.agent)
    page = officer.post("/espace/reglement/commencer/", {"model": "grenoble-alpes-2024"}).headers["Location"]
    told = []
    for communes in ("2", "3"):
        officer.post(page, typed(**{"palier-0-territories": communes}))
        told.append("Des paliers ne seront jamais atteints" in officer.get(page).content.decode())
    assert told == [False, True]


def test_who_deposits_and_when_it_is_answered_are_written_and_said(world: World, client: Client) -> None:
    officer = signed_in(world.agent)
    page = officer.post("/espace/reglement/commencer/", {"model": "grenoble-alpes-2024"}).headers["Location"]
    shown = officer.get(page).context["head"]
    assert [shown.initial[name] for name in ("cosignatories", "delay", "delay_unit")] == [49, 2, "months"]
    who = {"residence": "territory", "capacities": "association", "cosignatories": "4", "appeal_months": "3"}
    assert officer.post(page, typed(delay="20", delay_unit="working_days", **who)).headers["Location"] == page
    content = Regulation.objects.get().content
    assert [content[table] for table in ("who", "deposit", "admissibility")] == [
        {"minimum_age": 16, "residence": "territory"},
        {"capacities": ["association"], "cosignatories": 4},
        {"working_days": 20, "appeal_months": 3},
    ]
    assert officer.post(page, typed(cosignatories="-1")).status_code == 422
    assert officer.post(page, typed(capacities="party")).status_code == 422
    since = officer.get(page).context["since"].initial["since"]
    officer.post(f"{page}publier/", {"since": since.isoformat()})
    public = client.get("/saisines/reglement/").content.decode()
    assert "4\u00a0autres personnes doivent signer avant le dépôt." in public
    assert "La recevabilité est dite en 20\u00a0jours ouvrés." in public


def test_the_delay_and_the_age_of_the_reglement_hold_before_the_parameters(world: World, now: datetime) -> None:
    content = content_with(3) | {"who": {"minimum_age": 18}, "admissibility": {"months": 2}}
    row = draft_regulation(territory=world.territory, body=world.body, content=content, source="D", by=world.agent)
    assert decision_deadline(world.body, received_on=now.date()) == date(2026, 12, 14)
    assert minimum_age_to_deposit(world.body, on=now.date()) == 16
    publish_regulation(number=row.number, since=now.date(), by=world.agent, now=now)
    assert world.received(now).decision_due_on == date(2027, 1, 23)
    assert minimum_age_to_deposit(world.body, on=now.date()) == 18


def test_nobody_else_writes_here(world: World, client: Client) -> None:
    officer, stranger = signed_in(world.agent), signed_in(world.foreign_agent)
    page = officer.post("/espace/reglement/commencer/", {}).headers["Location"]
    assert (client.get(page).status_code, stranger.get(page).status_code) == (302, 404)
    assert stranger.post(f"{page}publier/", {"since": "2030-01-01"}).status_code == 404
    assert "Aucun règlement publié" in client.get("/saisines/reglement/").content.decode()


def test_a_draft_is_thrown_away_a_published_version_is_not(world: World, now: datetime) -> None:
    officer = signed_in(world.agent)
    page = officer.post("/espace/reglement/commencer/", {"model": "grenoble-alpes-2024"}).headers["Location"]
    assert f"{page}abandonner/" in officer.get(page).content.decode()
    assert signed_in(world.foreign_agent).post(f"{page}abandonner/").status_code in {403, 404}
    assert (officer.get(f"{page}abandonner/").status_code, Regulation.objects.count()) == (405, 1)
    assert officer.post(f"{page}abandonner/").headers["Location"] == "/espace/reglement/"
    assert Regulation.objects.count() == 0
    row = draft_regulation(
        territory=world.territory, body=world.body, content=content_with(3), source="D", by=world.agent
    )
    publish_regulation(number=row.number, since=now.date(), by=world.agent, now=now)
    with pytest.raises(RegulationPublished):
        discard_draft(number=row.number, by=world.agent)
    assert Regulation.objects.get() == row
