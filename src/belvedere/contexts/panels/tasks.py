"""Background work of the panels: what is erased on its day."""

from datetime import datetime

from django.utils import timezone

from belvedere.contexts.panels.actions import pool, register
from belvedere.contexts.panels.queries.campaign import campaigns_with_data_due
from belvedere.platform.tasks.schedule import every

DAY = 86_400


@every(seconds=DAY, name="panels.forget")
def forget(now: datetime) -> None:
    """Erase waiting registers, addresses and candidates whose time has passed."""
    today = timezone.localdate(now)
    register.purge_register_files(now=now)
    for reference in campaigns_with_data_due(today):
        register.erase_addresses(reference=reference, on=today, now=now)
        pool.erase_candidates(reference=reference, on=today, now=now)
