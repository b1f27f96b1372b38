"""Absences of the last minute, through the site: ``python -m benchmarks.seminar_repair [--database postgresql]``.

120 people at 15 tables for 6 rounds; 15 go before the first. Measured: from when the desk asks for the mend to
the moment when its page can show it, with the journal, the worker and the computation in between; and its moves beside
the fewest that even tables ask for.
"""

import argparse
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import django
from benchmarks.site import run_module
from tests.e2e.site import Site, Template, running_site
from tools.postgres import temporary_server

PEOPLE, TABLES, ROUNDS, AWAY, EVERY, LONGEST = 120, 15, 6, 15, 0.02, 60


def make() -> None:
    """In the site's environment: make the seminar, draw its tables, lose fifteen people, time the mend."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.seminar.actions import people, preparing, programme, seating  # noqa: PLC0415 -- the same
    from belvedere.contexts.seminar.models import Guest, SeatingPlan  # noqa: PLC0415 -- the same
    from belvedere.contexts.seminar.states import PlanKind, PlanState, SequenceKind, Template  # noqa: PLC0415 -- the same
    from belvedere.platform.accounts.models import Role  # noqa: PLC0415 -- the same

    now = timezone.now()
    day = timezone.localdate(now)
    agent = Role.objects.filter(kind="agent", body__kind="metropole").select_related("body__territory").first()
    assert agent is not None
    facts = {"by": agent, "now": now}
    description = preparing.Description("Cent vingt personnes", "Combien ?", "", day, day)
    seminar = preparing.create_seminar(description=description, template=Template.EMPTY, **facts)
    for number in range(ROUNDS):
        moment = programme.Moment(1, SequenceKind.TABLES, f"Tour {number}", 60)
        programme.write_sequence(
            seminar=seminar, moment=moment, at_tables=programme.AtTables("Que dire ?", TABLES, 8), **facts
        )
    colleges = {"elus": 30, "services": 42, "partenaires": 25, "habitants": 23}
    for name, quota in colleges.items():
        preparing.set_college(seminar=seminar, name=name, quota=quota, **facts)
    rows = [people.Listed(f"{name} {n}", name) for name, quota in colleges.items() for n in range(quota)]
    people.list_guests(seminar=seminar, rows=rows, **facts)
    preparing.convene_seminar(seminar=seminar, **facts)
    preparing.begin_seminar(seminar=seminar, **facts)
    guests = list(Guest.objects.filter(seminar=seminar).select_related("seminar").order_by("number"))
    for guest in guests:
        people.note_arrival(guest=guest, **facts)

    def done_after(kind: PlanKind) -> tuple[float, SeatingPlan]:
        began = time.monotonic()
        plan = seating.ask_tables(seminar=seminar, kind=kind, seed=1, by=agent, now=timezone.now())
        while plan.state == PlanState.ASKED and time.monotonic() - began < LONGEST:
            time.sleep(EVERY)
            plan.refresh_from_db()
        return time.monotonic() - began, plan

    drawing, _drawn = done_after(PlanKind.DRAW)
    gone = guests[:: PEOPLE // AWAY]
    for guest in gone:
        people.note_departure(guest=guest, by=agent, now=now + timedelta(minutes=5))
    mending, plan = done_after(PlanKind.REPAIR)
    said = {name: plan.report[name] for name in ("moves", "fewest_moves", "is_fewest")}
    found = {"away": len(gone), "drawing_s": round(drawing, 2), "mending_s": round(mending, 2), "state": plan.state}
    print(json.dumps(found | said))


def measure(site: Site) -> dict[str, object]:
    found: dict[str, object] = run_module(site, "benchmarks.seminar_repair", "--inside")
    return found


def main() -> None:
    if "--inside" in sys.argv:
        django.setup()
        from django_scopes import scope  # noqa: PLC0415 -- after setup()

        from belvedere.platform.territory.models import Territory  # noqa: PLC0415 -- the same

        with scope(territory=Territory.objects.get()):
            make()
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="belvedere-bench-")))
        url = stack.enter_context(temporary_server(durable=True)) if options.database == "postgresql" else ""
        template = Template(folder / "template", url)
        template.make()
        with running_site(template, "belvedere_bench", folder, ["serve", "worker"]) as site:
            site.wait_until_idle()
            print(json.dumps({"database": options.database, **measure(site)}, indent=1))


if __name__ == "__main__":
    main()
