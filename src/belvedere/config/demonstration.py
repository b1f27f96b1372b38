"""Loads the demonstration: each part is made by the context that owns it, in this order."""

import importlib
from datetime import date
from importlib.util import find_spec

from django.db import transaction
from django_scopes import scope

from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.actions import found_territory
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Territory

TERRITORY = {"slug": "clermont-auvergne-metropole", "name": "Clermont Auvergne Métropole", "siren": "246300701"}

PARTS = (
    "belvedere.platform.territory",
    "belvedere.platform.search",
    "belvedere.platform.accounts",
    "belvedere.platform.webhooks",
    "belvedere.contexts.observatory",
    "belvedere.contexts.referrals",
    "belvedere.contexts.panels",
    "belvedere.contexts.answers",
    "belvedere.contexts.actionplan",
    "belvedere.contexts.guide",
    "belvedere.contexts.projects",
    "belvedere.contexts.strategy",
    "belvedere.contexts.consultations",
    "belvedere.contexts.seminar",
)


class NotEmpty(Exception):
    """The database holds a territory already: the demonstration is loaded in an empty one only."""


def is_empty() -> bool:
    return not Territory.objects.exists()


@transaction.atomic
def load_demonstration(*, today: date) -> None:
    """Make the demonstration as it stands on a day; the same day gives the same rows, a failure leaves none."""
    if not is_empty():
        raise NotEmpty
    territory = found_territory(**TERRITORY, is_demonstration=True)
    demo = Demo(territory=territory, today=today)
    with scope(territory=territory):
        for part in PARTS:
            if find_spec(f"{part}.demo") is not None:
                importlib.import_module(f"{part}.demo").load(demo=demo)
        run_pending(now=demo.dawn)  # so that those who wait for an event have acted
