"""A draw at each of its steps, for tests."""

from datetime import datetime, timedelta

from django.test import Client

from belvedere.contexts.panels.actions import draw as actions
from belvedere.contexts.panels.actions import launch
from belvedere.contexts.panels.models import Draw
from belvedere.contexts.panels.queries.draw import draw_of
from belvedere.contexts.panels.states.campaign import Randomness
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.platform.accounts.models import Role
from tests.contexts.panels.recruitment import REFERENCE, Recruitment

FACES = [4, 0, 7]


class Ceremony:
    """A draw that walks step by step."""

    def __init__(self, recruitment: Recruitment, colleague: Role) -> None:
        self.recruitment, self.by, self.colleague = recruitment, recruitment.by, colleague
        self.now = recruitment.now + timedelta(days=31)
        self.at = self.now + timedelta(days=2)

    def asked(self) -> "Ceremony":
        self.recruitment.frozen()
        self.draw_id = actions.ask_draw(reference=REFERENCE, by=self.by, now=self.now).pk
        return self

    def ready(self) -> "Ceremony":
        self.asked()
        compute_lottery.func(self.draw_id)
        return self

    def commit(self, at: datetime | None = None, dice: int = 3) -> None:
        plan = actions.Ceremony(at or self.at, "Mairie", dice=dice)
        actions.commit_draw(reference=REFERENCE, plan=plan, by=self.by, now=self.now)

    def committed(self, dice: int = 3) -> "Ceremony":
        self.ready()
        self.commit(dice=dice)
        return self

    def type(self, by: Role, faces: list[int] = FACES, at: datetime | None = None) -> Draw:
        return launch.type_dice(reference=REFERENCE, faces=faces, by=by, now=at or self.at)

    def drawn(self) -> "Ceremony":
        self.committed()
        self.type(self.by)
        self.type(self.colleague)
        return self

    @property
    def draw(self) -> Draw:
        found = draw_of(self.recruitment.row)
        assert found is not None
        return found


def signed_in(client: Client, role: Role) -> Client:
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def beaconed(ceremony: Ceremony) -> tuple[Ceremony, int]:
    """Return a draw that waits for a round of the beacon, and the round."""
    ceremony.ready()
    plan = actions.Ceremony(ceremony.at, "Mairie", chance=Randomness.BEACON)
    actions.commit_draw(reference=REFERENCE, plan=plan, by=ceremony.by, now=ceremony.now)
    return ceremony, plan.round_number
