"""Whatever officers and supporters do, in whatever order: counters are a recount, steps a fresh judgement."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.contexts.referrals.actions.counting import verify_counts
from belvedere.contexts.referrals.actions.merger import carry_support, merge_referral, unmerge_referral
from belvedere.contexts.referrals.actions.paper import count_sheet, undo_sheet
from belvedere.contexts.referrals.actions.regulation import draft_regulation, publish_regulation
from belvedere.contexts.referrals.actions.removal import remove_supports, undo_removal
from belvedere.contexts.referrals.actions.steps import end_step
from belvedere.contexts.referrals.actions.support import confirm_support, request_support, withdraw_support
from belvedere.contexts.referrals.models import LedgerEntry, Referral, Step, Support
from belvedere.contexts.referrals.queries import identity_of, recounted, tally_of
from belvedere.contexts.referrals.queries.paper import lines_of
from belvedere.contexts.referrals.queries.removal import Conditions
from belvedere.contexts.referrals.queries.steps import judged
from belvedere.contexts.referrals.states import StepVerb
from belvedere.contexts.referrals.states.paper import RemovalReason
from belvedere.platform.refusals import Refusal
from tests.contexts.referrals.conftest import World
from tests.contexts.referrals.test_regulations import content_with

PEOPLE = 4
VERBS = [
    "ask", "confirm", "withdraw", "remove", "undo_removal", "merge", "unmerge", "carry", "paper", "undo_paper", "end",
    "clock",
]  # fmt: skip
MOVES = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 1), st.integers(0, PEOPLE - 1)), max_size=25)


class Walk:
    """Two referrals of one règlement, and what can be done to them."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now = world, now
        content = content_with(2, 3, territories=2, maximum_share="2/3", maximum_share_reading="raw")
        if world.body.regulations.exists() is False:
            row = draft_regulation(
                territory=world.territory, body=world.body, content=content, source="Essai", by=world.agent
            )
            publish_regulation(number=row.number, since=now.date(), by=world.agent, now=now)
        tag = Referral.objects.count()
        self.pair = [world.admitted(now, email=f"d{tag}{place}@exemple.fr") for place in range(2)]
        for which, person in product(range(2), range(PEOPLE)):
            self.ask(which, person)
            if person % 2:
                self.confirm(which, person)

    def support(self, which: int, person: int) -> Support:
        referral = self.pair[which]
        return Support.objects.get(referral=referral, identity=identity_of(referral, f"p{person}@exemple.fr"))

    def ask(self, which: int, person: int) -> None:
        commune = (self.world.commune, self.world.other)[person % 2]
        request_support(
            referral=self.pair[which], commune=commune, email=f"p{person}@exemple.fr", language="fr", now=self.now
        )

    def confirm(self, which: int, person: int) -> None:
        confirm_support(support=self.support(which, person), now=self.now)

    def withdraw(self, which: int, person: int) -> None:
        withdraw_support(support=self.support(which, person), now=self.now)

    def carry(self, which: int, person: int) -> None:
        carry_support(support=self.support(which, person), now=self.now)

    def remove(self, which: int, person: int) -> None:
        shared = (Conditions(origin="en_ligne"), Conditions(origin="papier"))[person % 2]
        remove_supports(conditions=shared, reason=RemovalReason.ROBOT, **self._said(which))

    def undo_removal(self, which: int, person: int) -> None:
        undo_removal(number=person + 1, **self._said(which))

    def merge(self, which: int, _person: int) -> None:
        merge_referral(duplicate=self.pair[which], mother=self.pair[1 - which], by=self.world.agent, now=self.now)

    def unmerge(self, which: int, _person: int) -> None:
        unmerge_referral(duplicate=self.pair[which], by=self.world.agent, now=self.now)

    def paper(self, which: int, person: int) -> None:
        near, far = self.world.commune.name, self.world.other.name
        text = f"Nom {person};1 rue;{far}\nAutre {person};2 rue;{near};p{person}@exemple.fr"
        lines = lines_of(self.pair[which], text)
        count_sheet(sheet=f"F{person}", lines=lines, **self._said(which))

    def undo_paper(self, which: int, person: int) -> None:
        undo_sheet(number=person + 1, **self._said(which))

    def end(self, which: int, person: int) -> None:
        code = ("palier-2", "palier-3")[person % 2]
        end_step(code=code, verb=StepVerb.FINISH, outcome="Fait.", **self._said(which))

    def clock(self, which: int, _person: int) -> None:
        """The machine's clock is set an hour back, or forward."""
        self.now += (timedelta(hours=1), timedelta(hours=-1))[which]

    def _said(self, which: int) -> dict[str, object]:
        return {"referral": self.pair[which], "by": self.world.agent, "now": self.now}

    def check(self) -> None:
        """Counters say what a recount and the ledger say; steps say what a fresh judgement says."""
        for referral in self.pair:
            tally = tally_of(referral)
            entries = LedgerEntry.objects.filter(referral=referral).values_list("delta", flat=True)
            assert tally.by_commune == recounted(referral)
            assert tally.total == sum(entries)
            found = judged(referral, on=self.now.date())
            assert found is not None
            met = {step.step.code: step.met is True for step in found.steps}
            for row in Step.objects.filter(referral=referral):
                if row.acted_at is None and row.ended_at is None:
                    assert (row.state == "atteint") == met[row.code]
                else:
                    assert row.is_short == (not met[row.code])
            assert verify_counts(referral=referral, now=self.now) is True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_interleaving(world: World, now: datetime, moves: list[tuple[str, int, int]]) -> None:
    walk = Walk(world, now)
    for verb, which, person in moves:
        move: Callable[[int, int], None] = getattr(walk, verb)
        try:
            move(which, person)
        except (Refusal, Support.DoesNotExist):
            continue
        finally:
            walk.check()
