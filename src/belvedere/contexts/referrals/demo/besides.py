"""What people do besides depositing and supporting: join a document, contest a refusal, follow."""

from pathlib import Path

from belvedere.contexts.referrals.actions.appeal import appeal_refusal
from belvedere.contexts.referrals.actions.attachment import add_attachment
from belvedere.contexts.referrals.actions.following import ask_to_follow, follow_at
from belvedere.contexts.referrals.actions.moderation import moderate_document
from belvedere.contexts.referrals.models import Attachment, Draft, Follower, Referral, Support
from belvedere.contexts.referrals.states import Pace
from belvedere.contexts.referrals.states.moderation import ModerationVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.demo import Demo

DOCUMENTS = {
    "Une piste cyclable continue jusqu’à Clermont": "Plan des quatre coupures, du nord au sud",
    "Des locaux pour les artisans dans les centres-bourgs": "Relevé des vitrines vides de la rue principale",
}
DRAWING = Path(__file__).parent / "drawing.png"  # made for the demonstration: a street and its breaks
APPEAL_DAY, FOLLOWED = -12, "Des bus plus tôt le dimanche matin"
WORDS = (
    "Je ne demande pas qu’on traite mon seul dossier : quarante familles de la résidence attendent comme moi. "
    "Je demande que le délai de réponse soit tenu pour toutes."
)


def join_document(demo: Demo, draft: Draft, deposited: int) -> None:
    """Join to a draft the document that its depositor drew, if there is one."""
    title = DOCUMENTS.get(draft.title)
    if title is not None:
        add_attachment(draft=draft, title=title, content=DRAWING.read_bytes(), now=demo.at(deposited))


def read_documents(demo: Demo, referral: Referral, by: Role, day: int) -> None:
    """Let the documents of a referral be read by all, once its desk has looked at them."""
    for attachment in Attachment.objects.filter(referral=referral).defer("content"):
        moderate_document(
            attachment=attachment, verb=ModerationVerb.PASS, reason=None, by=by, now=demo.at(day, hour=11)
        )


def contest(demo: Demo, referral: Referral) -> None:
    """Contest a refusal, by the link of its depositor; nobody has judged again yet."""
    support = Support.objects.get(referral=referral, is_depositor=True)
    appeal_refusal(support=support, words=WORDS, now=demo.at(APPEAL_DAY))


def follow(demo: Demo) -> None:
    """Two people follow a referral without supporting it: one at each step, one each week."""
    referral = Referral.objects.select_related("territory").get(title=FOLLOWED)
    for place, pace in enumerate(Pace, 1):
        email = f"suivi-{place}@demo.invalid"
        ask_to_follow(referral=referral, email=email, pace=pace, language="fr", now=demo.at(-20))
        follow_at(follower=Follower.objects.get(referral=referral, email=email), pace=pace, now=demo.at(-20, hour=10))
