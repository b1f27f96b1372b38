"""The public API: the routers of the contexts under one description."""

from belvedere.contexts.actionplan.api import router as commitments
from belvedere.contexts.answers.api import router as answers
from belvedere.contexts.referrals.api import router as referrals
from belvedere.platform.exchange.public_api import new_api

api = new_api({"referrals": referrals, "answers": answers, "commitments": commitments})
