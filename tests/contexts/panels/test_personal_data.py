"""What a person drawn may ask: everything that is held about her, then its erasure, and the draw still verifies."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from belvedere.contexts.panels.actions import candidates, launch, pool
from belvedere.contexts.panels.actions import draw as draws
from belvedere.contexts.panels.actions.candidates import Contact
from belvedere.contexts.panels.models import Address, Candidate, Seat
from belvedere.contexts.panels.queries.draw import broken_claims_of, draw_of, folder_of
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.platform.accounts.actions import erase_account
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.panels.recruitment import REFERENCE, Recruitment
from tests.factories import RoleFactory, UserFactory
from tools import verify_draw


def texts_with(words: list[str]) -> list[str]:
    """Return each table and column of the whole database in which one of these words stands."""
    found = []
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField | models.TextField):
                rows = model._base_manager.values_list(column.name, flat=True)
                if any(word.casefold() in str(text).casefold() for text in rows for word in words):
                    found.append(f"{model._meta.db_table}.{column.column}")
    return found


@pytest.fixture
def drawn(recruitment: Recruitment) -> Recruitment:
    """A panel of four drawn among eight; the candidates left an electronic address."""
    recruitment.open_to_all(letters=8, count=12)
    for number, code in enumerate(recruitment.codes()):
        contact = Contact(f"Volontaire{number}", "Inscrite", email=f"inscrite{number}@exemple.fr")
        said = replace(recruitment.registration(number), contact=contact)
        candidates.sign_up(code=code, registration=said, now=recruitment.now)
    now = recruitment.now + timedelta(days=30)
    pool.freeze_pool(reference=REFERENCE, by=recruitment.by, now=now)
    compute_lottery.func(draws.ask_draw(reference=REFERENCE, by=recruitment.by, now=now).pk)
    hour = now + timedelta(days=1)
    draws.commit_draw(reference=REFERENCE, plan=draws.Ceremony(hour, "Mairie"), by=recruitment.by, now=now)
    colleague = RoleFactory(body=recruitment.by.body, kind=RoleKind.AGENT)
    for officer in (recruitment.by, colleague):
        launch.type_dice(reference=REFERENCE, faces=[4, 0, 7], by=officer, now=hour)
    return recruitment


def test_a_member_reads_everything_then_leaves_nothing(drawn: Recruitment, client: Client) -> None:
    seat = Seat.objects.select_related("candidate__contact", "candidate__invitation__address").order_by("pk")[0]
    assert seat.candidate is not None
    contact, invitation = seat.candidate.contact, seat.candidate.invitation
    assert invitation is not None
    assert invitation.address is not None
    contact.first_name, contact.last_name = "Zélie", "Inventée"  # a name that no other address of the register bears
    contact.save()
    street, name, email = invitation.address.street, contact.first_name, contact.email
    Seat.objects.filter(pk=seat.pk).update(public_name=f"{name} {contact.last_name}", name_agreed_at=drawn.now)
    user = UserFactory(email=email)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    [held] = client.get("/compte/donnees/").json()["panels.inscriptions"]
    assert (held["prenom"], held["courriel"], held["place"]) == (name, email, "tire")
    assert street in held["lettre"]["adresse"]
    assert len(texts_with([email])) >= 3
    erase_account(user=user, now=drawn.now)
    assert texts_with([email, f"{name} {contact.last_name}"]) == []
    assert not Address.objects.filter(street=street).exists()
    kept = Seat.objects.get(pk=seat.pk)
    assert (kept.candidate_id, kept.pseudonym, kept.public_name) == (None, seat.pseudonym, "")
    draw = draw_of(drawn.row)
    assert draw is not None
    assert broken_claims_of(draw) == ()
    assert seat.pseudonym in verify_draw.verify(folder_of(draw), noted=draw.commitment)[-1]
    assert Candidate.objects.count() == 7
