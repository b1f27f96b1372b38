"""The wizard: place, documents, co-signatories; nothing typed is lost, and no link gives more than its own."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from belvedere.contexts.referrals.actions.attachment import add_attachment
from belvedere.contexts.referrals.actions.cosign import confirm_cosignature, request_cosignature
from belvedere.contexts.referrals.actions.decide import admit_referral
from belvedere.contexts.referrals.actions.deposit import confirm_deposit, submit_deposit
from belvedere.contexts.referrals.actions.draft import StartedDraft, save_draft
from belvedere.contexts.referrals.actions.moderation import moderate_document
from belvedere.contexts.referrals.models import Attachment, Cosignature, Draft, Referral, Support
from belvedere.contexts.referrals.queries import competent_bodies, tally_of
from belvedere.contexts.referrals.queries.cosign import (
    cosignature_token,
    cosignatures_counted,
    draft_of_invitation,
    invitation_token,
)
from belvedere.contexts.referrals.refusals import CosignatoriesMissing, LinkExpired, TooManyDocuments
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.states.moderation import ModerationVerb
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.mail.models import Message
from belvedere.platform.search.actions import index_document
from belvedere.platform.territory.models import Competence, CompetenceGrant
from tests.contexts.referrals.conftest import World
from tests.contexts.referrals.test_regulations import content_with
from tests.contexts.referrals.test_views import as_
from tests.factories import UserFactory

PDF_BYTES = b"%PDF-1.7\n%%EOF\n"
WORDS = {"request": "Faire partir les bus avant 7 heures le dimanche.", "reasons": "On marche."}


def written(world: World, now: datetime, **fields: object) -> StartedDraft:
    started = world.started(now)
    save_draft(draft=started.draft, now=now, **{**WORDS, "email": "suzanne@exemple.fr", **fields})
    return started


def signed(world: World, draft: Draft, email: str, now: datetime) -> Cosignature:
    row = request_cosignature(draft=draft, commune=world.other, email=email, language="fr", now=now, caller="192.0.2.1")
    return confirm_cosignature(cosignature=row, now=now)


def asking_for(world: World, now: datetime, cosignatories: int) -> None:
    from belvedere.contexts.referrals.actions.regulation import draft_regulation, publish_regulation  # noqa: PLC0415

    content = content_with(3) | {"deposit": {"cosignatories": cosignatories, "capacities": ["association", "person"]}}
    row = draft_regulation(territory=world.territory, body=world.body, content=content, source="D", by=world.agent)
    publish_regulation(number=row.number, since=timezone.localdate(now), by=world.agent, now=now)


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGBA", (4, 4)).save(content, "PNG")
    return content.getvalue()


# -- place and matter


def test_of_the_communes_only_the_one_of_the_place_is_competent(world: World, now: datetime) -> None:
    competence = Competence.objects.create(territory=world.territory, code="voirie", label="Voirie")
    world.policy.competence = competence
    world.policy.save()
    for body in (world.body, world.commune.body, world.other.body):
        CompetenceGrant.objects.create(
            competence=competence, body=body, since=date(2020, 1, 1), act="Statuts", source="S", confidence="H"
        )
    found = competent_bodies(world.policy, on=now.date(), commune=world.commune)
    assert [row.body for row in found] == [world.body, world.commune.body]
    assert len(competent_bodies(world.policy, on=now.date())) == 3
    page = Client().get(f"/saisines/deposer/{world.started(timezone.now()).token}/deja-dit/").content.decode()
    assert (world.commune.body.name in page, world.other.body.name in page) == (True, False)


# -- documents


def test_a_document_goes_with_the_deposit_and_is_public_once_read(world: World, now: datetime) -> None:
    started = written(world, now)
    row = add_attachment(draft=started.draft, title=" Plan ", content=PDF_BYTES, now=now)
    referral = submit_deposit(draft=started.draft, language="fr", now=now)
    confirm_deposit(support=referral.supports.get(), now=now)
    admit_referral(referral=referral, criteria=Criterion, by=world.agent, now=now)
    url, visitor = f"/saisines/{referral.reference}/pieces/{row.uuid}/", Client()
    assert visitor.get(url).status_code == 404
    assert "Plan" not in visitor.get(f"/saisines/{referral.reference}/").content.decode()
    kept = Attachment.objects.get()
    moderate_document(attachment=kept, verb=ModerationVerb.PASS, reason=None, by=world.agent, now=now)
    answer = visitor.get(url)
    assert (answer.content, answer.headers["Content-Type"]) == (PDF_BYTES, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert url in visitor.get(f"/saisines/{referral.reference}/").content.decode()
    desk = f"/espace/recevabilite/{referral.reference}/pieces/{row.uuid}/"
    assert [as_(role).get(desk).status_code for role in (world.agent, world.foreign_agent)] == [200, 404]


def test_three_documents_at_most(world: World, now: datetime) -> None:
    started = written(world, now)
    for _turn in range(3):
        add_attachment(draft=started.draft, title="Plan", content=png(), now=now)
    with pytest.raises(TooManyDocuments):
        add_attachment(draft=started.draft, title="Plan", content=png(), now=now)


def test_by_the_page_a_document_is_joined_refused_and_taken_away(world: World, now: datetime) -> None:
    token = world.started(timezone.now()).token
    page, visitor = f"/saisines/deposer/{token}/texte/", Client()

    def send(file_name: str, content: bytes, **fields: str) -> object:
        return visitor.post(page, {**WORDS, "file": SimpleUploadedFile(file_name, content), **fields})

    refused = send("plan.pdf", b"MZ\x90\x00", name="Plan")
    said = refused.content.decode()  # type: ignore[attr-defined]  # an answer
    assert (refused.status_code, "ni un PDF entier, ni une image" in said) == (422, True)  # type: ignore[attr-defined]
    assert WORDS["request"] in said
    assert Draft.objects.get().request == WORDS["request"]
    assert send("plan.pdf", PDF_BYTES).status_code == 422  # type: ignore[attr-defined]  # without what it shows
    assert send("../../x.svg", png(), name="<b>Plan</b>").headers["Location"] == page  # type: ignore[attr-defined]
    shown = visitor.get(page).content.decode()
    assert ("<b>Plan" in shown, "&lt;b&gt;Plan" in shown) == (False, True)
    row = Attachment.objects.get()
    own = f"/saisines/deposer/{token}/pieces/{row.uuid}/"
    assert visitor.get(own).headers["Content-Disposition"] == 'attachment; filename="bplanb.png"'
    other = world.started(timezone.now()).token
    assert visitor.get(f"/saisines/deposer/{other}/pieces/{row.uuid}/").status_code == 404
    assert visitor.post(page, {**WORDS, "retirer": "autre"}).headers["Location"] == page
    assert Attachment.objects.count() == 1
    assert visitor.post(page, {**WORDS, "retirer": str(row.uuid)}).headers["Location"] == page
    assert Attachment.objects.count() == 0


# -- co-signatories


def test_the_deposit_waits_for_those_whom_the_reglement_asks(world: World, now: datetime) -> None:
    asking_for(world, now, 2)
    started = written(world, now)
    signed(world, started.draft, "anne@exemple.fr", now)
    # Who deposits does not sign twice, even by the link.
    signed(world, started.draft, "Suzanne+bus@exemple.fr", now)
    with pytest.raises(CosignatoriesMissing):
        submit_deposit(draft=started.draft, language="fr", now=now)
    signed(world, started.draft, "paul@exemple.fr", now)
    waiting = request_cosignature(
        draft=started.draft, commune=world.other, email="lea@exemple.fr", language="fr", now=now, caller="192.0.2.1"
    )
    referral = submit_deposit(draft=started.draft, language="fr", now=now)
    assert (Draft.objects.count(), Cosignature.objects.filter(pk=waiting.pk).count()) == (0, 0)
    assert tally_of(referral).total == 0
    confirm_deposit(support=referral.supports.get(is_depositor=True), now=now)
    assert tally_of(referral).by_commune == {world.commune.insee: 1, world.other.insee: 2}
    assert sorted(Support.objects.values_list("origin", flat=True)) == ["cosigne", "cosigne", "en_ligne"]


def test_who_signed_other_words_is_asked_again(world: World, now: datetime) -> None:
    started = written(world, now)
    row = signed(world, started.draft, "anne@exemple.fr", now)
    save_draft(draft=started.draft, now=now, email="suzanne@exemple.fr", **WORDS)
    assert cosignatures_counted(started.draft) == 1
    save_draft(draft=started.draft, now=now, request="Faire partir les bus avant 5 heures, tous les jours.")
    assert cosignatures_counted(started.draft) == 0
    mail = Message.objects.latest("pk")
    assert (mail.to, "a changé" in mail.text) == ("anne@exemple.fr", True)
    confirm_cosignature(cosignature=row, now=now)
    assert cosignatures_counted(started.draft) == 1


def test_the_link_to_sign_does_not_open_the_draft(world: World, now: datetime) -> None:
    started = written(world, now)
    invitation = invitation_token(started.token)
    assert draft_of_invitation(invitation, now=now) == started.draft
    assert draft_of_invitation(started.token, now=now) is None
    assert draft_of_invitation(invitation, now=now + timedelta(days=31)) is None
    assert Client().get(f"/saisines/deposer/{invitation}/texte/").status_code == 410
    assert Client().get(f"/saisines/cosigner/{started.token}/").status_code == 410
    assert invitation not in str(Draft.objects.values())


def test_a_signature_gone_with_its_draft_says_so(world: World, now: datetime) -> None:
    started = written(world, now)
    row = signed(world, started.draft, "anne@exemple.fr", now)
    started.draft.delete()
    with pytest.raises(LinkExpired):
        confirm_cosignature(cosignature=row, now=now)
    assert Client().get(reverse("referrals:confirm_cosignature", args=[cosignature_token(row)])).status_code == 410


def test_signatures_are_exported_and_erased_with_the_person(world: World, now: datetime) -> None:
    signed(world, written(world, now).draft, "anne@exemple.fr", now)
    user = UserFactory(email="anne@exemple.fr")
    (held,) = personal_data(user)["saisines.cosignatures"]
    assert held["titre"] == "Des bus plus tôt le dimanche"  # type: ignore[call-overload, index]  # plain values
    erase_personal_data(user)
    assert Cosignature.objects.count() == 0


def test_by_the_pages_people_sign_and_it_is_deposited(world: World, now: datetime) -> None:
    today = timezone.now()
    asking_for(world, today, 1)
    started = world.started(today)
    visitor, friend = Client(), Client()
    base = f"/saisines/deposer/{started.token}"
    assert visitor.post(f"{base}/texte/", WORDS).headers["Location"] == f"{base}/adresse/"
    said = {"email": "suzanne@exemple.fr", "is_old_enough": "on"}
    assert visitor.post(f"{base}/adresse/", said | {"capacity": "collective"}).status_code == 422
    assert visitor.post(f"{base}/adresse/", said | {"capacity": "association"}).headers["Location"] == (
        f"{base}/cosignataires/"
    )
    link = f"/saisines/cosigner/{invitation_token(started.token)}/"
    assert link in visitor.get(f"{base}/cosignataires/").content.decode()
    assert "Il manque des cosignataires" in visitor.get(f"{base}/relire/").content.decode()
    assert visitor.post(f"{base}/relire/").status_code == 409
    assert WORDS["request"] in friend.get(link).content.decode()
    assert friend.post(link, {"email": "pas une adresse"}).status_code == 422
    sent = friend.post(link, {"commune": world.other.slug, "email": "anne@exemple.fr", "is_old_enough": "on"})
    assert "Consultez votre courriel" in sent.content.decode()
    (confirm,) = re.findall(r"/saisines/cosigner/confirmer/\S+", Message.objects.latest("pk").text)
    assert "Signer" in friend.get(confirm).content.decode()
    assert cosignatures_counted(started.draft) == 0
    assert friend.post(confirm, {"verb": "signer"}).headers["Location"] == confirm
    assert visitor.post(f"{base}/relire/").headers["Location"] == "/saisines/deposer/envoyee/"
    assert Referral.objects.get().capacity == "association"
    assert friend.get("/saisines/cosigner/forge/").status_code == 410
    assert friend.get("/saisines/cosigner/confirmer/forge/").status_code == 410


def test_a_signature_is_taken_back_by_its_link(world: World, now: datetime) -> None:
    row = signed(world, written(world, now).draft, "anne@exemple.fr", now)
    link = reverse("referrals:confirm_cosignature", args=[cosignature_token(row)])
    assert Client().post(link, {"verb": "retirer"}).headers["Location"] == "/saisines/"
    assert (Cosignature.objects.count(), Client().get(link).status_code) == (0, 410)


def test_without_such_a_rule_nobody_is_shown_the_step(world: World, now: datetime) -> None:
    token, visitor = world.started(timezone.now()).token, Client()
    visitor.post(f"/saisines/deposer/{token}/texte/", WORDS)
    answer = visitor.post(f"/saisines/deposer/{token}/adresse/", {"email": "s@exemple.fr", "is_old_enough": "on"})
    assert answer.headers["Location"] == f"/saisines/deposer/{token}/relire/"
    assert answer.wsgi_request.path.endswith("/adresse/")
    assert len(visitor.get(f"/saisines/deposer/{token}/relire/").context["steps"]) == 5


# -- what the person is told before she sends


def test_read_again_says_what_looks_personal_and_who_has_not_signed_yet(world: World) -> None:
    now = timezone.now()
    started = written(world, now)
    path = f"/saisines/deposer/{started.token}/relire/"
    assert "Nous y voyons" not in Client().get(path).content.decode()
    save_draft(draft=started.draft, now=now, request="Appelez le 06 12 34 56 78 pour des bus.")
    request_cosignature(
        draft=started.draft, commune=world.other, email="anne@exemple.fr", language="fr", now=now, caller="x"
    )
    page = Client().get(path).content.decode()
    assert "Nous y voyons\u00a0: numéro de téléphone." in page
    assert "1 personne n’a pas encore ouvert son courriel" in page


def test_already_said_names_the_kind_of_page_and_the_words_as_they_were_typed(world: World) -> None:
    now = timezone.now()
    index_document(
        territory=world.territory,
        kind="saisine",
        key="S-1",
        title="Des pistes sûres",
        text="Le soir",
        url="/saisines/S-1/",
    )
    token = world.started(now, title="Une piste sûre tôt").token
    page = Client().get(f"/saisines/deposer/{token}/deja-dit/").content.decode()
    assert '<p class="item-meta">Saisine</p>' in page
    assert "Trouvé à cause de\u00a0: <span>piste, sûre</span></p>" in page
    assert "mène la politique «\u00a0Mobilités\u00a0»" in page
    assert "Des pistes sûres" not in said_page(world, "Une piste tôt le matin")  # one word in common says little
    assert "Nous n’avons rien trouvé qui dise la même chose" in said_page(world, "Une piste tôt le matin")
    assert "Des pistes sûres" in said_page(world, "Pistes")


def said_page(world: World, title: str) -> str:
    token = world.started(timezone.now(), title=title).token
    return Client().get(f"/saisines/deposer/{token}/deja-dit/").content.decode()


def test_who_comes_to_sign_what_is_already_sent_is_told_where_to_go(world: World) -> None:
    now = timezone.now()
    started = written(world, now)
    row = request_cosignature(
        draft=started.draft, commune=world.other, email="anne@exemple.fr", language="fr", now=now, caller="x"
    )
    submit_deposit(draft=started.draft, language="fr", now=now)
    page = Client().get(f"/saisines/cosigner/confirmer/{cosignature_token(row)}/")
    assert (page.status_code, "cherchez la saisine dans la liste" in page.content.decode()) == (410, True)
