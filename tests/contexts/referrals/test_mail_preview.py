"""The mail that a publication will send, shown before it is sent."""

from datetime import datetime

from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.following import mail_preview
from belvedere.contexts.referrals.states import FollowUp
from belvedere.platform.mail.models import Message
from tests.contexts.referrals.conftest import World


def test_preview_is_the_mail_and_sends_nothing(world: World, now: datetime) -> None:
    referral = world.admitted(now)
    world.supported(referral, "paul@exemple.fr", now)
    world.asked(referral, "jamais.confirme@exemple.fr", now)
    examen = Examen.objects.create(
        territory=world.territory, reference="E-2026-0001", policy=world.policy, opened_at=now, moved_at=now
    )
    Referral.objects.update(examen=examen, follow_up=FollowUp.EXAMEN, followed_up_at=now)
    before = Message.objects.count()
    preview = mail_preview("E-2026-0001", "La réponse est publiée.")
    assert preview is not None
    assert (preview.recipients, preview.letter.subject) == (2, f"{referral.reference} · La réponse est publiée.")
    assert referral.title in preview.letter.text
    assert Message.objects.count() == before


def test_nobody_follows_an_examen_opened_by_itself(world: World) -> None:
    assert mail_preview("E-2026-0404", "La réponse est publiée.") is None
