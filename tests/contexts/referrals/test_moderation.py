"""The moderation: what is read, hidden everywhere, shown again, masked; who may, and what the page refuses."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from belvedere.contexts.referrals.actions.attachment import add_attachment
from belvedere.contexts.referrals.actions.deposit import confirm_deposit, submit_deposit
from belvedere.contexts.referrals.actions.draft import save_draft
from belvedere.contexts.referrals.actions.following import ask_to_follow
from belvedere.contexts.referrals.actions.moderation import moderate_document, moderate_text, redact_text
from belvedere.contexts.referrals.models import Attachment, Referral
from belvedere.contexts.referrals.queries.moderation import documents_to_read, texts_to_read
from belvedere.contexts.referrals.refusals import NothingToMask
from belvedere.contexts.referrals.states import Pace
from belvedere.contexts.referrals.states.moderation import HiddenReason, Moderation, ModerationVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.queries import search
from belvedere.platform.tasks.worker import run_pending
from tests.contexts.referrals.conftest import World
from tests.contexts.referrals.test_views import as_
from tests.factories import RoleFactory

NAMED = "Appelez Mme Durand au 06 12 34 56 78, elle sait tout du bus du dimanche."


@pytest.fixture
def moderator(world: World) -> Role:
    return RoleFactory(body=world.body, kind=RoleKind.MODERATOR)


def with_document(world: World, now: datetime) -> tuple[Referral, Attachment]:
    started = world.started(now)
    save_draft(draft=started.draft, now=now, request="Des bus avant sept heures.", email="d@exemple.fr")
    add_attachment(draft=started.draft, title="Plan", content=b"%PDF-1.7\n%%EOF", now=now)
    referral = submit_deposit(draft=started.draft, language="fr", now=now)
    return confirm_deposit(support=referral.supports.get(), now=now), Attachment.objects.get(referral=referral)


def test_what_names_somebody_is_read_first(world: World, now: datetime, moderator: Role) -> None:
    plain = world.received(now, email="a@exemple.fr")
    named = world.received(now, email="b@exemple.fr", request=NAMED)
    world.submitted(now, email="c@exemple.fr")
    found = texts_to_read(moderator)
    assert [row.referral for row in found] == [named, plain]
    assert [str(kind) for kind in found[0].kinds] == ["nom d’une personne", "numéro de téléphone"]
    assert [piece.text for piece in found[0].parts[1] if piece.label] == ["Mme Durand", "06 12 34 56 78"]
    assert texts_to_read(world.foreign_agent) == []


def test_what_is_hidden_is_hidden_everywhere_and_shown_again(world: World, now: datetime, moderator: Role) -> None:
    referral = world.admitted(now, title="Le bus du quartier Saint-Jacques")
    run_pending(now=now)
    paths = [
        f"/saisines/{referral.reference}/",
        "/saisines/",
        "/saisines/?format=csv",
        "/saisines/?format=json",
        "/saisines/flux.atom",
        f"/saisines/{referral.reference}/soutenir/",
        f"/api/v1/referrals/{referral.reference}",
        "/recherche/?q=saint-jacques",
        "/",
    ]
    visitor = Client()

    def showing() -> list[str]:
        pages = {path: visitor.get(path) for path in paths}
        return [path for path, page in pages.items() if "Saint-Jacques" in b"".join(page).decode()]

    assert showing() == paths
    reason = HiddenReason.INSULT
    moderate_text(referral=referral, verb=ModerationVerb.HIDE, reason=reason, by=moderator, now=now)
    run_pending(now=now)
    assert (showing(), search("saint-jacques")) == ([], [])
    assert visitor.get(f"/saisines/{referral.reference}/fiche.pdf").status_code == 404
    row = moderate_text(referral=referral, verb=ModerationVerb.SHOW, reason=None, by=moderator, now=now)
    assert (row.moderation, row.hidden_reason) == (Moderation.CLEAR, "")
    run_pending(now=now)
    assert showing() == paths
    kinds = Event.objects.filter(kind__startswith="referrals.text").order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == ["referrals.text_hidden", "referrals.text_shown"]


def test_the_words_of_a_hidden_referral_are_in_no_page_file_or_feed(
    world: World, now: datetime, moderator: Role
) -> None:
    referral = world.admitted(now, request="Faire passer le bus devant le lycée Montdory, chaque matin et chaque soir.")
    run_pending(now=now)
    page = f"/saisines/{referral.reference}/"
    shown = [page, "/saisines/flux.atom", "/api/v1/referrals/", f"/api/v1/referrals/{referral.reference}"]
    others = ["/saisines/", "/saisines/?format=csv", "/saisines/?format=json", f"{page}soutenir/", f"{page}flux.atom"]
    others += [f"{page}compteur/", f"{page}compteur.svg", f"{page}integrer/", "/recherche/?q=lycee", "/"]

    def showing() -> set[str]:
        pages = {path: Client().get(path) for path in (*shown, *others)}
        return {path for path, answer in pages.items() if "Montdory" in b"".join(answer).decode()}

    assert showing() >= set(shown)
    moderate_text(referral=referral, verb=ModerationVerb.HIDE, reason=HiddenReason.INSULT, by=moderator, now=now)
    run_pending(now=now)
    assert showing() == set()


def test_a_hidden_title_is_on_no_counter_sheet_or_mail(world: World, now: datetime, moderator: Role) -> None:
    referral = world.admitted(timezone.now(), title="Le bus du quartier Saint-Jacques")
    page = f"/saisines/{referral.reference}/"
    paths = [f"{page}compteur/", f"{page}integrer/", f"{page}suivre/", f"{page}flux.atom"]
    moderate_text(referral=referral, verb=ModerationVerb.HIDE, reason=HiddenReason.INSULT, by=moderator, now=now)
    assert [path for path in paths if "Saint-Jacques" in Client().get(path).content.decode()] == []
    assert Client().get(f"{page}feuille.pdf").status_code == 404
    Message.objects.all().delete()
    Client().post(f"{page}soutenir/", {"email": "zoe@exemple.fr", "commune": "beaumont", "is_old_enough": "on"})
    referral.refresh_from_db()
    ask_to_follow(referral=referral, email="zoe@exemple.fr", pace=Pace.EACH, language="fr", now=timezone.now())
    mails = Message.objects.all()
    assert len(mails) == 2
    assert [mail.kind for mail in mails if "Saint-Jacques" in f"{mail.subject} {mail.text} {mail.html}"] == []


def test_a_transition_is_made_once(world: World, now: datetime, moderator: Role) -> None:
    referral = world.received(now)
    moderate_text(referral=referral, verb=ModerationVerb.PASS, reason=None, by=moderator, now=now)
    for verb in (ModerationVerb.PASS, ModerationVerb.SHOW):
        with pytest.raises(NotInThisState):
            moderate_text(referral=referral, verb=verb, reason=None, by=moderator, now=now)


def test_what_names_somebody_is_masked_and_not_kept(world: World, now: datetime, moderator: Role) -> None:
    referral = world.received(now, request=NAMED)
    redact_text(referral=referral, by=moderator, now=now)
    row = Referral.objects.get()
    assert row.request == "Appelez [masqué] au [masqué], elle sait tout du bus du dimanche."
    assert "Durand" not in str(Event.objects.values())
    with pytest.raises(NothingToMask):
        redact_text(referral=referral, by=moderator, now=now)


def test_nobody_of_another_body_nor_another_office_moderates(world: World, now: datetime) -> None:
    referral, document = with_document(world, now)
    auditor = RoleFactory(body=world.body, kind=RoleKind.AUDITOR)
    for role in (world.foreign_agent, auditor):
        with pytest.raises(NotAllowed):
            moderate_text(referral=referral, verb=ModerationVerb.PASS, reason=None, by=role, now=now)
        with pytest.raises(NotAllowed):
            moderate_document(attachment=document, verb=ModerationVerb.PASS, reason=None, by=role, now=now)
        with pytest.raises(NotAllowed):
            redact_text(referral=referral, by=role, now=now)
    assert as_(auditor).get("/espace/moderation/").status_code == 403


def test_by_the_page_several_are_treated_at_once(world: World, now: datetime, moderator: Role) -> None:
    today = timezone.now()
    referral, document = with_document(world, today)
    named = world.received(today, email="b@exemple.fr", request=NAMED)
    officer, page = as_(moderator), "/espace/moderation/"
    shown = officer.get(page).content.decode()
    assert ("<mark>Mme Durand</mark>" in shown, "Plan" in shown) == (True, True)
    ticked = {"quoi": [f"texte:{referral.reference}", f"piece:{document.uuid}"]}
    assert officer.post(page, ticked | {"verb": "masquer"}).status_code == 422
    assert officer.post(page, ticked | {"verb": "masquer", "reason": "humeur"}).status_code == 422
    assert officer.post(page, ticked | {"verb": "voler"}).status_code == 404
    assert officer.post(page, {"quoi": "piece:un", "verb": "laisser"}).status_code == 404
    assert officer.post(page, {"quoi": "texte:S-1999-0001", "verb": "laisser"}).status_code == 404
    assert officer.post(page, {"quoi": "texte:\x00", "verb": "laisser"}).status_code == 400
    assert officer.get(f"{page}?saisine=%00").status_code == 400
    said = officer.post(page, ticked | {"verb": "laisser"}, follow=True).content.decode()
    assert "2 éléments sont traités." in said
    assert documents_to_read(moderator) == []
    masked = {"quoi": f"texte:{named.reference}", "verb": "masquer_les_passages"}
    assert officer.post(page, masked).headers["Location"] == page
    assert "Durand" not in Referral.objects.get(pk=named.pk).request
    hide = {"quoi": f"piece:{document.uuid}", "verb": "masquer", "reason": "droits_d_autrui"}
    assert officer.post(page, hide).headers["Location"] == page
    assert Attachment.objects.get().hidden_reason == HiddenReason.RIGHTS
    assert "Montrer de nouveau" in officer.get(page).content.decode()
    assert "Le texte demandé" in officer.get(f"{page}?saisine={named.reference}").content.decode()
    stranger = as_(world.foreign_agent)
    assert stranger.get(f"{page}?saisine={named.reference}").status_code == 404
    assert stranger.post(page, hide).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_many_questions_whatever_waits(
    world: World, now: datetime, moderator: Role, django_assert_num_queries: object, count: int
) -> None:
    for number in range(count):
        world.received(now, email=f"p{number}@exemple.fr", request=NAMED)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert (len(texts_to_read(moderator)), documents_to_read(moderator)) == (count, [])
