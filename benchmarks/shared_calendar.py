"""Measures the shared calendar and the thermometer on ten thousand events, in the process of the site.

With ``BELVEDERE_DATABASE_URL`` (and ``BELVEDERE_DATA_DIR``) naming a database of its own that holds the demonstration::

    python -m benchmarks.shared_calendar fill [--events 10000]  # three years, one in five asks people something
    python -m benchmarks.shared_calendar measure [--cpu]        # a table: median of 15, statements, bytes gzipped
"""

import argparse
import gzip
import os
from datetime import timedelta

import django
from benchmarks.observatory_pages import median_ms
from benchmarks.statements import count

TIMES = 15
PUBLICS = [["jeunes"], ["adultes", "aines"], ["eloignes"], ["jeunes", "adultes", "aines", "eloignes"]]
ADDRESSES = (
    "/agenda/",
    "/agenda/?page=3",
    "/agenda/?commune=chamalieres",
    "/agenda/?nature=concertation",
    "/agenda/thermometre/",
    "/agenda/thermometre/?public=jeunes",
    "/strategie/couverture/",
    "/communes/chamalieres/",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fill", "measure"])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--cpu", action="store_true", help="count the work of the process, not the time that passes")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    django.setup()
    from django_scopes import scope  # noqa: PLC0415 -- Django must be set up first

    from belvedere.platform.territory.models import Territory  # noqa: PLC0415 -- as above

    with scope(territory=Territory.objects.get()):
        if options.what == "fill":
            fill(options.events)
        else:
            measure()


def fill(wanted: int) -> None:
    """Spread events over three years, two before today and one after."""
    from django.utils import timezone  # noqa: PLC0415 -- Django must be set up first

    from belvedere.contexts.strategy.models import AgendaEvent, EventCommune, Solicitation  # noqa: PLC0415 -- as above
    from belvedere.platform.territory.models import Competence  # noqa: PLC0415 -- as above
    from belvedere.platform.territory.queries import communes  # noqa: PLC0415 -- as above

    places, competences, now = list(communes()), list(Competence.objects.all()), timezone.now()
    known = AgendaEvent.objects.count()
    rows = []
    for number in range(wanted - known):
        place = places[number % len(places)]
        asks = number % 5 == 0
        starts_at = now + timedelta(minutes=number * 1095 * 1440 // wanted - 730 * 1440)
        rows.append(
            AgendaEvent(
                territory=place.territory,
                body=place.body,
                kind="concertation" if asks else "reunion",
                title=f"Date {number}",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                competence=competences[number % len(competences)] if asks else None,
            )
        )
    events = AgendaEvent.objects.bulk_create(rows, batch_size=1000)
    EventCommune.objects.bulk_create(
        [
            EventCommune(event=event, commune=places[(number + step) % len(places)])
            for number, event in enumerate(events)
            for step in range(2)
        ],
        batch_size=1000,
    )
    Solicitation.objects.bulk_create(
        [
            Solicitation(event=event, method="reunion", minutes=90, share_percent=1, publics=PUBLICS[number % 4])
            for number, event in enumerate(events)
            if event.kind == "concertation"
        ],
        batch_size=1000,
    )
    print(f"{AgendaEvent.objects.count()} events, {Solicitation.objects.count()} ask people something")


def measure() -> None:
    """Print what each page takes, in milliseconds and in statements, and what it weighs."""
    from django.conf import settings  # noqa: PLC0415 -- Django must be set up first
    from django.db import connection  # noqa: PLC0415 -- as above
    from django.test import Client  # noqa: PLC0415 -- as above

    from belvedere.contexts.strategy.models import AgendaEvent  # noqa: PLC0415 -- as above

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    print(f"{AgendaEvent.objects.count()} events, {connection.vendor}")
    for address in ADDRESSES:
        statements, response = count("GET", address, address), client.get(address)
        taken = median_ms(lambda address=address: client.get(address), TIMES)
        weight = len(gzip.compress(response.content, 6)) / 1000
        print(f"{taken:8.1f} ms {statements:4} statements {weight:7.1f} kB gz  {address}")


if __name__ == "__main__":
    main()
