"""A recruitment by its actions: who may, what is refused, what is written, what the journal keeps."""

import dataclasses
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from belvedere.contexts.panels.actions import campaign as actions
from belvedere.contexts.panels.actions import candidates, invitations, pool, quotas, register
from belvedere.contexts.panels.models import (
    Address,
    Campaign,
    CandidateContact,
    Category,
    Invitation,
    RegisterFile,
    Target,
)
from belvedere.contexts.panels.queries.quotas import QuotaFault, quota_faults
from belvedere.contexts.panels.queries.register import code_hash, invitation_by_code, letters_of_batch, shown_code
from belvedere.contexts.panels.refusals import campaign as refusals
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.panels.recruitment import REFERENCE, SEX, SHEET, Recruitment, csv_of, events, kinds
from tests.factories import BodyFactory, RoleFactory


def test_the_whole_story_is_journalled_once_and_names_nobody(recruitment: Recruitment) -> None:
    recruitment.frozen()
    campaign = recruitment.row
    assert (campaign.state, campaign.reference, len(campaign.pool_digest)) == ("bassin_gele", REFERENCE, 64)
    assert kinds() == [
        "campaign_opened",
        "quotas_adopted",
        "register_imported",
        "invitations_drawn",
        "registration_opened",
        *["candidate_registered"] * 8,
        "pool_frozen",
    ]
    assert events()[0] == (
        "campaign_opened",
        {"examen": "E-2026-0001", "body": "clermont-auvergne-metropole", "size": 4},
    )
    assert events()[3] == ("invitations_drawn", {"wave": 1, "letters": 8, "seed": "graine"})
    assert events()[-1] == ("pool_frozen", {"candidates": 8, "digest": campaign.pool_digest})
    told = json.dumps(events()) + "".join(row.matter for row in Event.objects.all())
    secrets = [*CandidateContact.objects.values_list("last_name", flat=True), *recruitment.codes(), "Lilas"]
    assert [word for word in secrets if word in told] == []
    assert set(Event.objects.filter(subject_id=REFERENCE).values_list("matter", flat=True)) == {"E-2026-0001"}


Act = Callable[[Role, datetime], object]
ACTS: dict[str, Act] = {
    "describe": lambda by, _now: actions.describe_campaign(reference=REFERENCE, sheet=SHEET, by=by),
    "begin": lambda by, _now: actions.begin_quotas(reference=REFERENCE, by=by),
    "abandon": lambda by, now: actions.abandon_campaign(reference=REFERENCE, by=by, now=now),
    "add": lambda by, _now: quotas.add_category(reference=REFERENCE, margin=SEX, rounding=quotas.Rounding(), by=by),
    "cross": lambda by, _now: quotas.cross_categories(
        reference=REFERENCE, first="Sexe", second="Commune", rounding=quotas.Rounding(), by=by
    ),
    "remove": lambda by, _now: quotas.remove_category(reference=REFERENCE, category_id=0, by=by),
    "bounds": lambda by, now: quotas.set_bounds(reference=REFERENCE, bounds={}, by=by, now=now),
    "adopt": lambda by, now: quotas.adopt_quotas(reference=REFERENCE, by=by, now=now),
    "revise": lambda by, _now: quotas.revise_quotas(reference=REFERENCE, by=by),
    "receive": lambda by, now: register.receive_register(
        reference=REFERENCE, name="r.csv", content=b"", by=by, now=now
    ),
    "discard": lambda by, _now: register.discard_register(reference=REFERENCE, by=by),
    "import": lambda by, now: register.import_register(
        reference=REFERENCE, skips_faulty_lines=True, source="", by=by, now=now
    ),
    "close register": lambda by, _now: register.close_register(reference=REFERENCE, by=by),
    "invite": lambda by, now: invitations.draw_invitations(reference=REFERENCE, letters=1, seed="x", by=by, now=now),
    "posted": lambda by, now: invitations.note_posted(reference=REFERENCE, batch=1, is_reminder=False, by=by, now=now),
    "returned": lambda by, now: invitations.note_returned(reference=REFERENCE, codes=[], by=by, now=now),
    "deadline": lambda by, now: invitations.change_deadline(reference=REFERENCE, until=now.date(), by=by, now=now),
    "open": lambda by, now: invitations.open_registration(reference=REFERENCE, by=by, now=now),
    "together": lambda by, _now: pool.join_household(reference=REFERENCE, pseudonyms=["A", "B"], by=by),
    "apart": lambda by, _now: pool.part_household(reference=REFERENCE, pseudonyms=["A", "B"], by=by),
    "freeze": lambda by, now: pool.freeze_pool(reference=REFERENCE, by=by, now=now),
    "reopen": lambda by, now: pool.reopen_pool(reference=REFERENCE, by=by, now=now),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_nobody_else_runs_a_recruitment(recruitment: Recruitment, now: datetime, act: Act) -> None:
    recruitment.opened()
    elsewhere = BodyFactory(territory=recruitment.world.body.territory, slug="autre")
    strangers = [RoleFactory(body=elsewhere, kind=RoleKind.AGENT)]
    own = set(RoleKind) - {RoleKind.AGENT, RoleKind.FACILITATOR}
    strangers += [RoleFactory(body=recruitment.world.body, kind=kind) for kind in sorted(own)]
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            act(stranger, now)
    assert Campaign.objects.get().state == "preparation"


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"abandon"}))
def test_an_abandoned_recruitment_no_longer_moves(recruitment: Recruitment, now: datetime, name: str) -> None:
    recruitment.opened()
    actions.abandon_campaign(reference=REFERENCE, by=recruitment.by, now=now)
    with pytest.raises(NotInThisState):
        ACTS[name](recruitment.by, now)
    assert events()[-1] == ("campaign_abandoned", {"step": "preparation"})


def test_only_for_an_examen_of_ones_own_body(recruitment: Recruitment, now: datetime) -> None:
    elsewhere = BodyFactory(territory=recruitment.world.body.territory, slug="autre")
    for by, examen in (
        (RoleFactory(body=elsewhere, kind=RoleKind.AGENT), "E-2026-0001"),
        (recruitment.world.elected, "E-2026-0001"),
        (recruitment.by, "E-1999-0001"),
    ):
        with pytest.raises(NotAllowed):
            actions.open_campaign(sheet=SHEET, examen_reference=examen, by=by, now=now)
    own = actions.open_campaign(sheet=SHEET, by=recruitment.by, now=now)
    assert (own.examen, own.matter) == (None, REFERENCE)


def test_a_step_is_not_left_before_it_is_done(recruitment: Recruitment, now: datetime) -> None:
    recruitment.opened(dataclasses.replace(SHEET, purpose=" ", ends_on=None))
    with pytest.raises(refusals.CampaignIncomplete) as refused:
        actions.begin_quotas(reference=REFERENCE, by=recruitment.by)
    assert str(refused.value.message) == "Il manque\u00a0: à quoi sert le panel, la fin de son travail."
    actions.describe_campaign(reference=REFERENCE, sheet=SHEET, by=recruitment.by)
    actions.begin_quotas(reference=REFERENCE, by=recruitment.by)
    with pytest.raises(refusals.QuotasDoNotFit):
        quotas.adopt_quotas(reference=REFERENCE, by=recruitment.by, now=now)


def test_an_empty_register_stops(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_register()
    with pytest.raises(refusals.CampaignIncomplete):
        register.close_register(reference=REFERENCE, by=recruitment.by)
    with pytest.raises(refusals.NoFileWaiting):
        register.import_register(reference=REFERENCE, skips_faulty_lines=False, source="", by=recruitment.by, now=now)


def bounds() -> dict[str, tuple[int, int]]:
    rows = Target.objects.order_by("category__position", "position")
    return {row.value: (row.minimum, row.maximum) for row in rows}


def test_quotas_come_from_the_populations(recruitment: Recruitment) -> None:
    recruitment.with_quotas()
    assert bounds() == {"Beaumont": (0, 3), "Chamalières": (1, 4), "Une femme": (1, 4), "Un homme": (0, 3)}
    communes = Target.objects.filter(commune__isnull=False).order_by("position")
    assert [(row.value, row.population) for row in communes] == [("Beaumont", 11_000), ("Chamalières", 17_000)]
    category = Category.objects.get(kind="commune")
    assert (category.source, category.source_date) == ("Insee, population municipale", "2023")


def test_crossed_quotas_agree_with_their_parts(recruitment: Recruitment) -> None:
    recruitment.with_quotas()
    crossed = quotas.cross_categories(
        reference=REFERENCE, first="Commune", second="Sexe", rounding=quotas.Rounding(), by=recruitment.by
    )
    assert crossed.name == "Commune × Sexe"
    assert list(crossed.targets.values_list("value", "minimum", "maximum")) == [
        ("Beaumont × Une femme", 0, 1),
        ("Beaumont × Un homme", 0, 1),
        ("Chamalières × Une femme", 1, 2),
        ("Chamalières × Un homme", 1, 2),
    ]
    assert quota_faults(recruitment.row) == []
    quotas.remove_category(reference=REFERENCE, category_id=Category.objects.get(name="Sexe").pk, by=recruitment.by)
    assert list(Category.objects.values_list("name", flat=True)) == ["Commune"]


def test_the_same_category_twice(recruitment: Recruitment) -> None:
    recruitment.with_quotas()
    with pytest.raises(refusals.CategoryExists):
        quotas.add_category(reference=REFERENCE, margin=SEX, rounding=quotas.Rounding(), by=recruitment.by)
    empty = dataclasses.replace(SEX, name="Vide", values=(("A", 0),))
    with pytest.raises(refusals.QuotasNotComputed):
        quotas.add_category(reference=REFERENCE, margin=empty, rounding=quotas.Rounding(), by=recruitment.by)


def test_quotas_that_no_panel_can_hold(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_quotas()
    woman, man = Target.objects.filter(category__name="Sexe").order_by("position")
    quotas.set_bounds(reference=REFERENCE, bounds={woman.pk: (3, 4), man.pk: (2, 4)}, by=recruitment.by, now=now)
    assert quota_faults(recruitment.row) == [QuotaFault("Sexe", "Les minimums demandent 5 personnes pour 4 places.")]
    with pytest.raises(refusals.QuotasDoNotFit):
        quotas.adopt_quotas(reference=REFERENCE, by=recruitment.by, now=now)
    typed = {woman.pk: (0, 1), man.pk: (1, 0)}
    assert quota_faults(recruitment.row, typed) == [
        QuotaFault("Sexe", "«\u00a0Un homme\u00a0»\u00a0: le minimum 1 dépasse le maximum 0."),
        QuotaFault("Sexe", "Les maximums laissent entrer 1 personne pour 4 places."),
    ]


def test_quotas_changed_once_people_have_signed_up_are_told(recruitment: Recruitment, now: datetime) -> None:
    recruitment.frozen()
    before = recruitment.row.pool_digest
    woman = Target.objects.get(value="Une femme")
    quotas.set_bounds(reference=REFERENCE, bounds={woman.pk: (1, 3)}, by=recruitment.by, now=now)
    assert kinds()[-2:] == ["quotas_changed", "pool_frozen"]
    assert recruitment.row.pool_digest != before
    with pytest.raises(refusals.QuotasDoNotFit):
        quotas.set_bounds(reference=REFERENCE, bounds={woman.pk: (5, 9)}, by=recruitment.by, now=now)
    with pytest.raises(NotInThisState):
        quotas.remove_category(reference=REFERENCE, category_id=woman.category_id, by=recruitment.by)


def test_importing_twice_adds_nothing(recruitment: Recruitment, now: datetime) -> None:
    recruitment.with_addresses(12)
    content = csv_of(recruitment.communes, 14)
    register.receive_register(reference=REFERENCE, name="b.csv", content=content, by=recruitment.by, now=now)
    assert (
        register.import_register(reference=REFERENCE, skips_faulty_lines=False, source="", by=recruitment.by, now=now)
        == 2
    )
    assert (Address.objects.count(), RegisterFile.objects.count()) == (14, 0)
    assert set(Address.objects.values_list("erase_on", flat=True)) == {date(2027, 1, 31)}
    assert recruitment.row.register_source == "Listes"


def test_faulty_lines_are_left_aside_only_when_said(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_register()
    content = b"adresse;commune\n1 rue A;Beaumont\n;Beaumont\n"
    register.receive_register(reference=REFERENCE, name="a.csv", content=content, by=recruitment.by, now=now)
    with pytest.raises(refusals.RegisterRefused):
        register.import_register(reference=REFERENCE, skips_faulty_lines=False, source="", by=recruitment.by, now=now)
    assert (
        register.import_register(
            reference=REFERENCE, skips_faulty_lines=True, source="Mairie", by=recruitment.by, now=now
        )
        == 1
    )


def test_the_same_seed_draws_the_same_letters(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_invitations(20)
    drawn = []
    for seed in ("un", "un", "deux"):
        with transaction.atomic():
            invitations.draw_invitations(reference=REFERENCE, letters=8, seed=seed, by=recruitment.by, now=now)
            drawn.append(set(Invitation.objects.values_list("address__street", flat=True)))
            transaction.set_rollback(True)
    assert drawn[0] == drawn[1] != drawn[2]


def test_letters_are_shared_by_population_and_in_address_order(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_invitations(40)
    invitations.draw_invitations(reference=REFERENCE, letters=10, seed="x", by=recruitment.by, now=now)
    by_commune = [row.commune.name for row in Invitation.objects.select_related("commune")]
    assert (by_commune.count("Chamalières"), by_commune.count("Beaumont")) == (6, 4)
    written = [row.address for row in letters_of_batch(recruitment.row, 1) if row.address]
    places = [(address.postal_code, int(address.street.split()[0])) for address in written]
    assert places == sorted(places)
    with pytest.raises(refusals.NotEnoughAddresses):
        invitations.draw_invitations(reference=REFERENCE, letters=31, seed="x", by=recruitment.by, now=now)
    assert invitations.draw_invitations(reference=REFERENCE, letters=30, seed="x", by=recruitment.by, now=now) == 2
    assert Invitation.objects.values("address").distinct().count() == 40


def test_one_letter_by_household(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_register()
    content = b"nom;adresse;complement;commune\n" + b"".join(
        f"Nom{number};1 rue A;apt 1;Beaumont\n".encode() for number in range(3)
    )
    register.receive_register(reference=REFERENCE, name="a.csv", content=content, by=recruitment.by, now=now)
    register.import_register(reference=REFERENCE, skips_faulty_lines=False, source="", by=recruitment.by, now=now)
    register.close_register(reference=REFERENCE, by=recruitment.by)
    with pytest.raises(refusals.NotEnoughAddresses):
        invitations.draw_invitations(reference=REFERENCE, letters=2, seed="x", by=recruitment.by, now=now)
    invitations.draw_invitations(reference=REFERENCE, letters=1, seed="x", by=recruitment.by, now=now)
    with pytest.raises(refusals.NotEnoughAddresses):
        invitations.draw_invitations(reference=REFERENCE, letters=1, seed="y", by=recruitment.by, now=now)


def test_codes_are_kept_nowhere(recruitment: Recruitment) -> None:
    recruitment.open_to_all()
    codes = recruitment.codes()
    assert len(set(codes)) == 8
    rows = Invitation.objects.order_by("batch", "rank")
    assert [row.code_hash for row in rows] == [code_hash(code) for code in codes]
    found = invitation_by_code(f" {shown_code(codes[0]).lower()} ")
    assert found is not None
    assert found.pk == rows[0].pk
    assert [invitation_by_code(text) for text in ("", "AAAAA", "A" * 10, "é" * 10)] == [None] * 4


def test_registrations_open_while_there_is_time(recruitment: Recruitment, now: datetime) -> None:
    recruitment.at_invitations()
    with pytest.raises(refusals.CampaignIncomplete):
        invitations.open_registration(reference=REFERENCE, by=recruitment.by, now=now)
    invitations.draw_invitations(reference=REFERENCE, letters=2, seed="x", by=recruitment.by, now=now)
    late = now + timedelta(days=60)
    with pytest.raises(refusals.CampaignIncomplete):
        invitations.open_registration(reference=REFERENCE, by=recruitment.by, now=late)
    with pytest.raises(refusals.CampaignIncomplete):
        invitations.change_deadline(reference=REFERENCE, until=now.date(), by=recruitment.by, now=late)
    invitations.change_deadline(reference=REFERENCE, until=late.date(), by=recruitment.by, now=now)
    assert invitations.open_registration(reference=REFERENCE, by=recruitment.by, now=late).state == "inscriptions"


def test_reminders_go_to_who_has_not_answered(recruitment: Recruitment, now: datetime) -> None:
    recruitment.open_to_all(letters=4)
    yes, no, returned, silent = recruitment.codes()
    candidates.sign_up(code=yes, registration=recruitment.registration(), now=now)
    refusing = invitation_by_code(no)
    assert refusing is not None
    for _twice in range(2):
        invitations.decline_invitation(invitation=refusing, now=now)
    assert invitations.note_returned(reference=REFERENCE, codes=[returned, "X"], by=recruitment.by, now=now) == 1
    left = letters_of_batch(recruitment.row, 1, is_reminder=True)
    assert [row.code_hash for row in left] == [code_hash(silent)]
    assert invitations.note_posted(reference=REFERENCE, batch=1, is_reminder=True, by=recruitment.by, now=now) == 1
    assert Invitation.objects.filter(reminded_at=now).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"state": "perdu"},
        {"size": 0},
        {"state": "bassin_gele"},
        {"pool_digest": "a" * 64},
        {"ends_on": date(2020, 1, 1)},
    ],
)
def test_the_database_holds_the_same(recruitment: Recruitment, change: dict[str, object]) -> None:
    recruitment.opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.update(**change)
