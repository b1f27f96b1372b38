"""Background work of the panels: lotteries, and what is erased on its day."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from belvedere.contexts.panels.actions import draw as draws
from belvedere.contexts.panels.actions import pool, register
from belvedere.contexts.panels.actions.attendance import erase_needs
from belvedere.contexts.panels.models import Draw
from belvedere.contexts.panels.queries.campaign import campaigns_with_data_due
from belvedere.contexts.panels.queries.pool import problem_of
from belvedere.engines.sortition.problem import SortitionError
from belvedere.engines.sortition.problem_json import canonical
from belvedere.engines.sortition.publication import lottery_files
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.tasks.progress import progress
from belvedere.platform.tasks.schedule import every

DAY = 86_400
STEPS = 3


@lasts_at_most(seconds=1800)
@task()
def compute_lottery(draw_id: int) -> None:
    """Find the fairest probabilities, then the lottery; done twice, the second one changes nothing."""
    from belvedere.engines.sortition.lottery import uniform_lottery  # noqa: PLC0415 -- a solver takes a second to load: only who needs it waits
    from belvedere.engines.sortition.solving import solve  # noqa: PLC0415 -- the same

    draw = Draw.objects.select_related("campaign").filter(pk=draw_id).first()
    if draw is None:
        return
    with progress("Loterie", STEPS, key=lottery_key(draw.campaign.reference)) as step:
        problem = canonical(problem_of(draw.campaign))
        step(1)
        try:
            solution = solve(problem)
            step(2)
            lottery = uniform_lottery(problem, solution, size=draw.lottery_size, seed=draw.seed)
        except SortitionError as error:
            draws.record_failure(draw_id=draw_id, reason=error.message)
            return
        files = lottery_files(problem, solution.probabilities, lottery)
        draws.record_lottery(draw_id=draw_id, files=files, now=job_time())
        step(STEPS)


def lottery_key(reference: str) -> str:
    """Return the key of the progress of a lottery's computation."""
    return f"loterie:{reference}"


@every(seconds=DAY, name="panels.forget")
def forget(now: datetime) -> None:
    """Erase waiting registers, addresses, candidates and needs of members whose time has passed."""
    today = timezone.localdate(now)
    erase_needs(now=now)
    register.purge_register_files(now=now)
    for reference in campaigns_with_data_due(today):
        register.erase_addresses(reference=reference, on=today, now=now)
        pool.erase_candidates(reference=reference, on=today, now=now)
