"""Who may run a recruitment: an agent or a facilitator of its body. Launching its draw asks two different people."""

from rules import add_perm

from belvedere.contexts.panels.rules.opinion import WRITERS, writes_for_the_body
from belvedere.contexts.panels.states.campaign import CampaignVerb
from belvedere.platform.accounts.models import Role

PERMISSIONS = {verb: f"panels.campaign.{verb.value}" for verb in CampaignVerb}
READ = "panels.campaign.read"
LAUNCH = "panels.draw.launch"
RECRUITERS = WRITERS

for permission in (*PERMISSIONS.values(), READ, LAUNCH):
    add_perm(permission, writes_for_the_body)


def are_two_people(first: Role, second: Role) -> bool:
    """Tell whether two roles are held by different people: one person with two roles does not launch alone."""
    return first.user_id != second.user_id
