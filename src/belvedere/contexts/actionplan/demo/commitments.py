"""The commitments of the demonstration: one kept, one under way, one late, one contested."""

import re
from collections.abc import Callable
from datetime import datetime

from belvedere.contexts.actionplan import actions, tasks
from belvedere.contexts.actionplan.actions import survey
from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries import audience_digest
from belvedere.contexts.actionplan.queries.survey import invited_by, replies_of_action
from belvedere.contexts.actionplan.states import ActionState, ReadingVerb, ReplyVerdict, Verb
from belvedere.contexts.answers.queries import published_opinions
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.mail.models import Message
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.demo import Demo

TOKEN = re.compile(r"/est-ce-fait/([^/\s]+)/")
PUBLISHED = 2  # the words that an officer has read; the others wait
REPLIES = (
    (ReplyVerdict.PARTLY, "À l’hôpital oui. Au marché, le panneau n’est pas branché."),
    (ReplyVerdict.NO, "L’affichage de mon arrêt est éteint depuis deux semaines."),
    (ReplyVerdict.NO, ""),
    (ReplyVerdict.YES, ""),
    (ReplyVerdict.NO, "Rien n’a changé dans ma commune."),
    (ReplyVerdict.NO, ""),
    (ReplyVerdict.YES, ""),
    (ReplyVerdict.NO, ""),
)


def load(*, demo: Demo) -> None:
    """Create the actions of the published answers, and give each of the first four its own story."""
    for reference, published_at in published_opinions():
        created = actions.create_actions(opinion_reference=reference, now=published_at)
        for action, story in zip(created, STORIES, strict=False):
            holder = _holder(action, demo)
            if holder is not None:
                story(action, holder, Clock(published_at, demo.dawn))
    tasks.ask_if_done(demo.dawn)


class Clock:
    """The time between an answer's publication and today: whatever its length, the story keeps its order."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start = start
        self.end = end

    def at(self, share: float) -> datetime:
        return self.start + (self.end - self.start) * share


def _holder(action: Action, demo: Demo) -> Role | None:
    """Return someone of the department that owns an action."""
    held = roles_of_body(body=action.body, on=demo.today).filter(kind=RoleKind.DEPARTMENT, department=action.department)
    return held.first()


def _advance(action: Action, by: Role, percent: int, note: str, now: datetime) -> None:
    actions.record_progress(action=action, verb=Verb.ADVANCE, percent=percent, note=note, by=by, now=now)


def _finish(action: Action, by: Role, note: str, now: datetime) -> None:
    actions.record_progress(action=action, verb=Verb.FINISH, percent=100, note=note, by=by, now=now)


def _kept(action: Action, by: Role, clock: Clock) -> None:
    _advance(action, by, 40, "Le marché est signé et le calendrier est publié.", clock.at(0.2))
    _finish(action, by, "Tout est posé. Le procès-verbal de réception est consultable à l’accueil.", clock.at(0.6))


def _under_way(action: Action, by: Role, clock: Clock) -> None:
    _advance(action, by, 35, "Les études sont rendues ; la concertation avec les communes a commencé.", clock.at(0.5))


def _late(action: Action, by: Role, clock: Clock) -> None:
    _advance(action, by, 60, "Les travaux ont pris du retard : un réseau non prévu a été découvert.", clock.at(0.4))


def _contested(action: Action, by: Role, clock: Clock) -> None:
    _finish(action, by, "L’affichage est en service aux arrêts principaux.", clock.at(0.7))
    if _sample_says_no(action, clock):
        return
    mark = audience_digest(reference=action.reference, audience_id="demonstration")
    reason = "L’affichage de mon arrêt est éteint depuis deux semaines."
    actions.contest_action(action=action, audience_digest=mark, reason=reason, now=clock.at(0.9))


def _sample_says_no(action: Action, clock: Clock) -> bool:
    """Ask the invented supporters « est-ce fait ? », and answer from the links of their mails; tell if they contest."""
    asked = survey.ask_if_done(action_id=action.pk, now=clock.at(0.96))
    if asked is None:
        return False
    run_pending(now=clock.at(0.96))
    mails = Message.objects.filter(key__startswith=f"survey:{asked.pk}:").order_by("pk")
    for mail, (verdict, words) in zip(mails, REPLIES, strict=False):
        found = TOKEN.search(mail.text)
        if found is not None:
            survey.reply(invited=invited_by(found[1]), verdict=verdict, words=words, now=clock.at(0.97))
    run_pending(now=clock.at(0.98))
    action.refresh_from_db()
    officer = roles_of_body(body=action.body, on=clock.end.date()).filter(kind=RoleKind.AGENT).first()
    if officer is not None:
        for row in replies_of_action(action)[:PUBLISHED]:
            survey.read_reply(reply=row, verb=ReadingVerb.PUBLISH, by=officer, now=clock.at(0.99))
    return action.state == ActionState.CONTESTED


STORIES: tuple[Callable[[Action, Role, Clock], None], ...] = (_kept, _under_way, _late, _contested)
