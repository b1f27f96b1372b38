"""Sign invented people up with the letters of a recruitment, in a program of the site's own.

Nobody types hundreds of forms in a browser. The first letters are left to the test, which types them: their codes are
printed, one a line.
"""

from django.utils import timezone
from django_scopes import scope

from belvedere.contexts.panels.actions.candidates import sign_up
from belvedere.contexts.panels.demo.campaign import invented_registration, who_answers
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries.quotas import asked_categories
from belvedere.contexts.panels.queries.register import code_of
from belvedere.platform.territory.queries import current_territory

LEFT = 3


def main(reference: str) -> None:
    """Answer letters with the action that the site's own page calls."""
    with scope(territory=current_territory()):
        campaign = Campaign.objects.get(reference=reference)
        questions = asked_categories(campaign)
        invited = who_answers(campaign)
        for number, invitation in enumerate(invited[LEFT:]):
            registration = invented_registration(number, invitation, questions)
            sign_up(code=code_of(invitation, campaign), registration=registration, now=timezone.now())
        for invitation in invited[:LEFT]:
            print(code_of(invitation, campaign))
