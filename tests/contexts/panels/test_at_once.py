"""Two people at once, on both databases: one avis by examen, recorded once; one examen by referral."""

from datetime import datetime

from belvedere.contexts.observatory.actions import open_examen
from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.panels.actions.opinion import draft_opinion, record_opinion
from belvedere.contexts.panels.models import Opinion
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import Refusal
from tests.concurrency import run_at_once
from tests.contexts.examens import WHOLE, Panel2026


def test_one_draft_by_examen(several_connections: None, world: Panel2026, now: datetime) -> None:
    def draft(_number: int) -> str:
        return draft_opinion(examen_reference="E-2026-0001", draft=WHOLE, by=world.agent, now=now).reference

    assert run_at_once(4, draft, territory=world.body.territory) == ["A-2026-0001"] * 4
    assert Opinion.objects.get().draft == WHOLE


def test_recorded_once(several_connections: None, world: Panel2026, now: datetime) -> None:
    draft_opinion(examen_reference="E-2026-0001", draft=WHOLE, by=world.agent, now=now)

    def record(_number: int) -> str:
        try:
            return record_opinion(examen_reference="E-2026-0001", by=world.agent, now=now).reference
        except Refusal as refusal:
            return refusal.code

    ends = run_at_once(4, record, territory=world.body.territory)
    assert sorted(ends) == ["A-2026-0001", *["already_recorded"] * 3]
    assert Event.objects.filter(kind="panels.opinion_recorded").count() == 1


def test_one_examen_by_referral(several_connections: None, world: Panel2026, now: datetime) -> None:
    territory = world.body.territory

    def reach(_number: int) -> str:
        return open_examen(
            territory=territory, policy_slug="mobilites", referral_reference="S-2026-0001", now=now
        ).reference

    assert run_at_once(4, reach, territory=territory) == ["E-2026-0002"] * 4
    assert Examen.objects.filter(referral_reference="S-2026-0001").count() == 1
