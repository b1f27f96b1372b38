"""Measures the pages of a plan of two thousand actions, one visitor at a time, in the process of the site.

With ``BELVEDERE_DATABASE_URL`` (and ``BELVEDERE_DATA_DIR``) naming a database of its own::

    python -m benchmarks.action_plan fill [--actions 2000]   # migrates, loads the demonstration, imports a file
    python -m benchmarks.action_plan measure                 # prints, by page: median, statements, bytes sent gzipped
"""

import argparse
import gzip
import os
import time

import django
from benchmarks.observatory_pages import median_ms, prepare
from benchmarks.statements import count

ROUTES = ("plan", "board", "timeline", "shares", "late", "progress", "iterations", "on_a_day", "draft")
TIMES = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fill", "measure"])
    parser.add_argument("--actions", type=int, default=2000)
    parser.add_argument("--cpu", action="store_true", help="count the work of the process, not the time that passes")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    django.setup()
    from django_scopes import scope  # noqa: PLC0415 -- Django must be set up first

    from belvedere.platform.territory.models import Territory  # noqa: PLC0415 -- as above

    if options.what == "fill":
        prepare()
    with scope(territory=Territory.objects.get()):
        fill(options.actions) if options.what == "fill" else measure()


def fill(wanted: int) -> None:
    """Import a file of actions, each waiting for the one before in its chain of ten; print what it takes."""
    from django.utils import timezone  # noqa: PLC0415 -- Django must be set up first

    from belvedere.contexts.actionplan.actions.files import bring_file, import_file  # noqa: PLC0415 -- as above
    from belvedere.contexts.actionplan.models import Action  # noqa: PLC0415 -- as above
    from belvedere.contexts.actionplan.queries.sheets import the_plan  # noqa: PLC0415 -- as above
    from belvedere.platform.accounts.models import Role  # noqa: PLC0415 -- as above

    plan, now = the_plan(), timezone.now()
    assert plan is not None
    officer = Role.objects.select_related("body").filter(body=plan.body, kind="agent")[0]
    lines = ["reference,axe,titre,organisme,horizon,debut,echeance,communes,prerequis"]
    for rank in range(wanted - Action.objects.count()):
        horizon, year = (("court", 2027), ("moyen", 2028), ("long", 2030))[rank % 3]
        needed = f"N{rank}" if rank % 10 else ""
        due = f"{year}-{1 + rank % 9:02d}-15"
        lines.append(
            f"N{rank + 1},{1 + rank % 4},Mesure {rank},{plan.body.slug},{horizon},2026-12-01,{due},royat,{needed}"
        )
    deposit = bring_file(content="\n".join(lines).encode(), file_name="plan.csv", by=officer, now=now)
    start = time.perf_counter()
    import_file(deposit=deposit, good_rows_only=False, by=officer, now=now)
    print(f"{len(lines) - 1} rows imported in {time.perf_counter() - start:.1f} s; {Action.objects.count()} actions")


def measure() -> None:
    """Print what each page takes, asks and weighs."""
    from django.conf import settings  # noqa: PLC0415 -- Django must be set up first
    from django.test import Client  # noqa: PLC0415 -- as above
    from django.urls import reverse  # noqa: PLC0415 -- as above

    from belvedere.contexts.actionplan.models import Action  # noqa: PLC0415 -- as above

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    print(f"{Action.objects.count()} actions, {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}")
    addresses = [reverse(f"actionplan:{name}") for name in ROUTES]
    addresses += [
        reverse("actionplan:version", args=[3]),
        reverse("actionplan:action", args=[Action.objects.all()[0].reference]),
    ]
    for address in addresses:
        statements, response = count("GET", address, address), client.get(address)
        weight = len(gzip.compress(response.content, 6)) / 1000
        taken = median_ms(lambda address=address: client.get(address), TIMES)
        print(f"{taken:8.1f} ms {statements:4d} statements {weight:7.1f} kB gz  {response.status_code} {address}")


if __name__ == "__main__":
    main()
