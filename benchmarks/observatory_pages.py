"""Measures the pages of the observatory, one visitor at a time, in the process of the site.

With ``BELVEDERE_DATABASE_URL`` (and ``BELVEDERE_DATA_DIR``) naming a database of its own::

    python -m benchmarks.observatory_pages fill [--observations 1000000]   # migrates, loads the demonstration, fills
    python -m benchmarks.observatory_pages measure                        # prints a table: median, bytes sent gzipped
    python -m benchmarks.observatory_pages import                         # ten thousand rows: looked at, published

``measure`` also compares the map and its table, rendered alone, with the same map written by hand in Python.
"""

import argparse
import gzip
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

from belvedere.platform.ui.charts.figure import Figure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fill", "measure", "import"])
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--cpu", action="store_true", help="count the work of the process, not the time that passes")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    django.setup()
    from django_scopes import scope  # noqa: PLC0415 -- Django must be set up first

    from belvedere.platform.territory.models import Territory  # noqa: PLC0415 -- as above

    if options.what == "fill":
        prepare()
    with scope(territory=Territory.objects.get()):
        {"fill": lambda: fill(options.observations), "measure": measure, "import": bring}[options.what]()


def prepare() -> None:
    """Make the tables and the demonstration, once."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django must be set up first

    from belvedere.config.demonstration import is_empty  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    if is_empty():
        call_command("demo", verbosity=0)


def fill(wanted: int) -> None:
    """Add indicators with a value by month in each commune and in the whole, until there are enough values."""
    from django.utils import timezone  # noqa: PLC0415 -- Django must be set up first
    from tests.contexts.figures import SHEET  # noqa: PLC0415 -- as above

    from belvedere.contexts.observatory.actions.editions import publish_figures  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.actions.indicators import describe_indicator  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.models import Observation, Policy  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.states.sheets import Figure, IndicatorSheet  # noqa: PLC0415 -- as above
    from belvedere.platform.territory.queries import communes  # noqa: PLC0415 -- as above

    policies = list(Policy.objects.select_related("body", "territory").order_by("pk"))
    areas = [policies[0].territory.siren, *communes().values_list("insee", flat=True)]
    periods = [f"{year}-{month:02d}" for year in range(2005, 2025) for month in range(1, 13)]
    number, now = 0, timezone.now()
    while (known := Observation.objects.count()) < wanted:
        policy = policies[number % len(policies)]
        sheet = IndicatorSheet(**{**SHEET.__dict__, "slug": f"bench-{number}", "name": f"Mesure {number}", "rank": 200})
        indicator = describe_indicator(policy=policy, sheet=sheet, now=now)
        figures = [
            Figure(area, period, round((7 * row + 3 * column + number) % 1000 / 10, 1))
            for row, area in enumerate(areas)
            for column, period in enumerate(periods)
        ]
        publish_figures(territory=policy.territory, title="bench", figures=[(indicator, figures)], now=now)
        number += 1
        if number % 20 == 0:
            print(f"{known} observations", flush=True)
    print(f"{Observation.objects.count()} observations, {number} indicators more")


def clock() -> float:
    """Return seconds of this process's own work where the machine is shared (``--cpu``), else of the clock."""
    return time.process_time() if "--cpu" in sys.argv else time.perf_counter()


ADDRESSES = (
    "/observatoire/",
    "/observatoire/politiques/economie/",
    "/observatoire/politiques/habitat/",
    "/observatoire/indicateurs/",
    "/observatoire/indicateurs/rev-pauvrete/",
    "/observatoire/indicateurs/bench-0/",
    "/observatoire/indicateurs/bench-0/?au=2026-01-01",
    "/observatoire/indicateurs/bench-0/graphiques/carte/",
    "/observatoire/carte/?indicateur=bench-0",
    "/observatoire/comparer/?commune=beaumont&commune=royat",
    "/communes/beaumont/",
)


def median_ms(run: Callable[[], object], times: int) -> float:
    """Return the median time of a call, after one that counts for nothing."""
    run()
    taken = []
    for _time in range(times):
        start = clock()
        run()
        taken.append(1000 * (clock() - start))
    return statistics.median(taken)


def measure() -> None:
    """Print what each page takes and weighs."""
    from django.conf import settings  # noqa: PLC0415 -- Django must be set up first
    from django.test import Client  # noqa: PLC0415 -- as above

    from belvedere.contexts.observatory.models import Observation  # noqa: PLC0415 -- as above

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    print(f"{Observation.objects.count()} observations, {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}")
    for address in ADDRESSES:
        response = client.get(address)
        if response.status_code != 200:
            print(f"{address}: {response.status_code}")
            continue
        weight = len(gzip.compress(response.content, 6)) / 1000
        print(f"{median_ms(lambda address=address: client.get(address), 15):8.1f} ms {weight:7.1f} kB gz  {address}")
    measure_map()


def measure_map() -> None:
    """Print what the map and its table take to render, alone, beside the same paths joined by hand."""
    from django.template.loader import get_template  # noqa: PLC0415 -- Django must be set up first

    from belvedere.contexts.observatory.models import Indicator  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.queries.figures import latest_by_commune  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.queries.pictures import last_period, map_figure  # noqa: PLC0415 -- as above
    from belvedere.platform.territory.queries import communes  # noqa: PLC0415 -- as above

    indicator = Indicator.objects.get(slug="rev-pauvrete")
    rows, every = latest_by_commune([indicator.pk])[indicator.pk], list(communes())
    period = last_period(rows)

    def figure() -> Figure:
        return map_figure(indicator, every, rows, key="carte", period=period)

    drawn, templates = figure(), [get_template("ui/charts/map.html"), get_template("ui/charts/table.html")]

    def rendered() -> str:
        return "".join(template.render({"figure": drawn, "drawing": drawn.drawing}) for template in templates)

    by_hand = median_ms(lambda: "".join(f'<path d="{row.outline}"/>' for row in every), 200)
    html = rendered()
    print(f"{median_ms(figure, 200):8.2f} ms to compute the map and its table")
    print(
        f"{median_ms(rendered, 200):8.2f} ms to render them, "
        f"{len(gzip.compress(html.encode(), 6)) / 1000:.1f} kB gz"
        f" (the outlines alone, joined by hand: {by_hand:.3f} ms)"
    )


def bring() -> None:
    """Print what ten thousand rows take to be looked at, then published."""
    from django.utils import timezone  # noqa: PLC0415 -- Django must be set up first
    from tests.contexts.figures import SHEET  # noqa: PLC0415 -- as above

    from belvedere.contexts.observatory.actions.editions import publish_edition, receive_file  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.actions.indicators import describe_indicator  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.models import Policy  # noqa: PLC0415 -- as above
    from belvedere.contexts.observatory.states.sheets import IndicatorSheet  # noqa: PLC0415 -- as above
    from belvedere.platform.territory.queries import communes  # noqa: PLC0415 -- as above

    policy, now = Policy.objects.select_related("body", "territory").first(), timezone.now()
    assert policy is not None
    sheet = IndicatorSheet(**{**SHEET.__dict__, "slug": f"import-{now:%H%M%S}", "rank": 300})
    indicator = describe_indicator(policy=policy, sheet=sheet, now=now)
    areas = list(communes().values_list("insee", flat=True))
    periods = [f"{year}-{month:02d}" for year in range(1985, 2025) for month in range(1, 13)]
    lines = [f"{area};{period};{column % 100},5" for area in areas for column, period in enumerate(periods)][:10_000]
    content = "\n".join(["territoire;periode;valeur", *lines]).encode()
    start = clock()
    edition = receive_file(indicator=indicator, content=content, file_name="a.csv", by=None, now=now)
    looked = clock()
    publish_edition(reference=edition.reference, by=None, now=now)
    published = clock()
    print(f"{len(lines)} rows: looked at in {looked - start:.2f} s, published in {published - looked:.2f} s")


if __name__ == "__main__":
    main()
