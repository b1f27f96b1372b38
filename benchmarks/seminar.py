"""A room of 150 phones and a wall, over HTTP: ``python -m benchmarks.seminar [--database postgresql]``.

Each phone opens the page of its table, asks every five seconds what the table says, agrees now and then, and writes
twice in a minute at times of its own; one in five hangs up before the answer and sends again. The wall is told by a
stream, or asks as often as its page does without one (``--wall asking``). Measured: from the moment when a phone
sends a contribution to the moment when the wall has read it; how long the phone waits; what is lost or doubled.
With eight real browsers among them: ``benchmarks.seminar_walk``.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load import percentile
from benchmarks.site import run_module
from tests.e2e.crowd import Crowd
from tests.e2e.site import ROOT, Site, Template, running_site
from tools.postgres import temporary_server

EACH, LAST_SECONDS = 2, 2.0
PROCESSES, THREADS = 4, 4  # what `belvedere up` starts on two processors
WRITTEN = "SELECT text FROM seminar_contribution WHERE substr(text, 1, 6) = 'carte-'"


def spread(ordered: list[float]) -> dict[str, int]:
    """Return how long most took, and the longest."""
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(percentile(ordered, share)) for name, share in shares.items()}


def measure(site: Site, people: int, tables: int, seconds: float, *, listens: bool) -> dict[str, object]:
    links = run_module(site, "benchmarks.seminar_room", str(people), str(tables))
    crowd = Crowd(site.url, links["tables"], people, EACH, seconds, listens)
    with crowd.there(links["wall"]):
        crowd.announce(1)
        crowd.wait_until_heard()
        time.sleep(LAST_SECONDS)  # the wall reads the last of them
    written, sent = Counter(str(text) for (text,) in site.query(WRITTEN)), Counter(list(crowd.sent))
    delays = sorted(1000 * (at - crowd.sent[text]) for text, at in crowd.seen.items())
    return {
        "people": people,
        "wall": "listening" if listens else "asking",
        "wall_asked_by_itself": crowd.asked,
        "sent": sent.total(),
        "cut_before_the_answer": crowd.cut,
        "lost": (sent - written).total(),
        "doubled": (written - sent).total(),
        "never_on_the_wall": sent.total() - len(delays),
        "wall_ms": spread(delays),
        "post_ms": spread(sorted(crowd.posts_ms)),
        "read_ms": spread(sorted(crowd.reads_ms)),
        "failures": dict(crowd.failures),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--tables", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="in which everybody writes twice")
    parser.add_argument("--wall", choices=("listening", "asking"), default="listening")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="belvedere-bench-")))
        url = stack.enter_context(temporary_server(durable=True)) if options.database == "postgresql" else ""
        template = Template(folder / "template", url)
        template.make()
        site = stack.enter_context(running_site(template, "belvedere_bench", folder, []))
        site.environment |= {"BELVEDERE_WEB_PROCESSES": str(PROCESSES), "BELVEDERE_WEB_THREADS": str(THREADS)}
        site.start_server()
        site.start_worker()
        listens = options.wall == "listening"
        measured = measure(site, options.people, options.tables, options.seconds, listens=listens)
        found = {"database": options.database, **measured}
    print(json.dumps(found, indent=1))
    out = ROOT / "build" / f"benchmark-seminar-{options.database}-{options.wall}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
