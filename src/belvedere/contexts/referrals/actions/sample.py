"""Asks « est-ce fait ? » of people drawn by lot: addresses never leave this context."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from belvedere.contexts.actionplan.actions.survey import record_sample
from belvedere.contexts.actionplan.models import Survey
from belvedere.contexts.actionplan.queries.survey import survey_link, surveys
from belvedere.contexts.actionplan.states import SurveyState
from belvedere.contexts.referrals.models import SupportContact
from belvedere.contexts.referrals.queries.sample import audience_of
from belvedere.engines.ledger.sampling import draw_sample
from belvedere.platform.mail.actions import post_message


@transaction.atomic
def ask_sample(*, survey_id: int, now: datetime) -> int:
    """Draw the people to ask with the seed of the survey, and write to them and to the depositors; once.

    Returns how many mails were posted: who has left the list of the referral receives none.
    """
    survey = surveys().get(pk=survey_id)
    if survey.state != SurveyState.ASKED:
        return 0
    audience = audience_of(survey.action.matter)
    drawn = draw_sample(audience.supporters, survey.size, survey.seed) if audience.supporters else ()
    asked = [*audience.depositors, *(audience.supporters[name] for name in drawn)]
    is_new = record_sample(
        survey_id=survey.pk,
        population=len(audience.supporters),
        drawn=drawn,
        asked=len(asked),
        names_digest=audience.names_digest,
        now=now,
    )
    return sum(_ask(survey, contact, now) for contact in asked) if is_new else 0


def _ask(survey: Survey, contact: SupportContact, now: datetime) -> bool:
    link = survey_link(survey, str(contact.support.uuid), is_depositor=contact.support.is_depositor)
    posted = post_message(
        territory=survey.action.territory,
        to=contact.email,
        template="referrals/mail/is_it_done",
        context={"action": survey.action, "survey": survey, "link": settings.PUBLIC_URL + link},
        now=now,
        language=contact.language,
        kind="survey",
        key=f"survey:{survey.pk}:{contact.support_id}",
        unsubscribe=f"suivi:{contact.support.referral.reference}",
    )
    return posted is not None
