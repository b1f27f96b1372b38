"""Replays a public debate through HTTP: ``python -m benchmarks.debate --votes V.csv --comments C.csv``. Prints figures.

Each participant opens the debate as a newcomer, from an address of their own, and posts some of the votes of the file,
one request each: the form's ticket with the first, the cookie with the others. Then the map is drawn, exported, and
brought in elsewhere; both must be the same. ``--flood`` sends one browser's votes as fast as they go for some seconds:
the site counts what it refuses. Everything shares this machine: the site, its worker, the database and the visitors.
Files: votes.csv or participants-votes.csv of a Polis export.
"""

import argparse
import http.client
import json
import os
import platform
import re
import tempfile
import threading
import time
import urllib.parse
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load import percentile
from benchmarks.site import run_module
from tests.e2e.site import Site, Template, running_site

from belvedere.engines.opinions.chance import keys_of
from belvedere.engines.opinions.reading import read_votes
from belvedere.engines.opinions.votes import Tally

ANSWERS = {1: "accord", 0: "passe", -1: "desaccord"}
TICKET = re.compile(rb'name="ticket" value="([^"]+)"')
CSRF = "x" * 32


@dataclass
class Visitors:
    """People who replay their votes; several threads, each with a connection and one person at a time."""

    place: str
    path: str
    people: list[tuple[int, list[tuple[int, int]]]]
    durations_ms: list[float] = field(default_factory=list)
    failures: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, threads: int) -> float:
        """Replay everybody's votes and return the seconds that it took."""
        began = time.monotonic()
        workers = [threading.Thread(target=self._work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return time.monotonic() - began

    def _work(self) -> None:
        connection = http.client.HTTPConnection(self.place, timeout=60)
        while True:
            with self.lock:
                if not self.people:
                    return
                number, votes = self.people.pop()
            self.replay(connection, number, votes)

    def replay(self, connection: http.client.HTTPConnection, number: int, votes: list[tuple[int, int]]) -> None:
        """Vote as one person does: the page once, then each answer."""
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"X-Forwarded-For": address, "Cookie": f"csrftoken={CSRF}", "X-CSRFToken": CSRF}
        connection.request("GET", self.path, headers=headers)
        found = TICKET.search(connection.getresponse().read())
        typed = {"ticket": found[1].decode() if found else ""}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        for statement, value in votes:
            body = urllib.parse.urlencode({**typed, "number": statement, "answer": ANSWERS[value]})
            began = time.monotonic()
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            with self.lock:
                self.durations_ms.append((time.monotonic() - began) * 1000)
                self.failures += answer.status != http.HTTPStatus.SEE_OTHER
            cookie = answer.getheader("Set-Cookie", "").split(";")[0]
            if cookie.startswith("debat_"):
                headers["Cookie"] = f"csrftoken={CSRF}; {cookie}"


def chosen_votes(path: str, statements: set[int], most: int) -> list[tuple[int, list[tuple[int, int]]]]:
    """Return, by person, some of the votes of a file on statements that are shown: the same ones at each run."""
    tally = Tally.of(read_votes(Path(path).read_bytes()))
    order = keys_of(tally.participants, tally.statements, salt=3)
    votes: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    columns = (order.tolist(), tally.participants.tolist(), tally.statements.tolist(), tally.values.tolist())
    for rank, person, statement, value in zip(*columns, strict=True):
        if statement in statements:
            votes[person].append((rank, statement, value))
    return [(person, [(one, value) for _, one, value in sorted(rows)[:most]]) for person, rows in votes.items()]


def flooded(place: str, path: str, statements: list[int], seconds: float) -> dict[str, object]:
    """Send one browser's votes as fast as they go; return how many were sent, counted and refused."""
    connection = http.client.HTTPConnection(place, timeout=60)
    began, sent = time.monotonic(), 0
    headers = {"X-Forwarded-For": "192.0.2.1", "Cookie": f"csrftoken={CSRF}", "X-CSRFToken": CSRF}
    connection.request("GET", path, headers=headers)
    found = TICKET.search(connection.getresponse().read())
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    statuses: dict[int, int] = defaultdict(int)
    while time.monotonic() - began < seconds:
        typed = {"ticket": found[1].decode() if found else "", "number": statements[sent % len(statements)]}
        connection.request("POST", path, urllib.parse.urlencode({**typed, "answer": "accord"}), headers)
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
        sent += 1
    return {"sent": sent, "seconds": seconds, "statuses": dict(statuses)}


@contextmanager
def debating_site() -> Iterator[tuple[Site, Path]]:
    """Run a site of the demonstration, behind a proxy that tells addresses apart, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="belvedere-bench-") as folder:
        directory = Path(folder)
        template = Template(directory / "template", "")
        template.make()
        extra = {"BELVEDERE_TRUSTED_PROXIES": "1", "BELVEDERE_WEB_THREADS": "4"}
        with running_site(template, "belvedere_bench", directory, ["serve", "worker"], extra) as site:
            yield site, directory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", required=True)
    parser.add_argument("--comments", required=True)
    parser.add_argument("--most", type=int, default=8, help="how many votes each participant replays")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--flood", type=float, default=10.0, help="seconds of one browser's flood")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}")
    with debating_site() as (site, _folder):
        made = run_module(site, "benchmarks.fill_debate", "open", options.comments)
        people = chosen_votes(options.votes, set(made["statements"]), options.most)
        path, place = f"/concertations/{made['slug']}/debat/", urllib.parse.urlsplit(site.url).netloc
        visitors, load = Visitors(place, path, people), os.getloadavg()
        many, posted = len(people), sum(len(votes) for _person, votes in people)
        seconds = visitors.run(options.connections)
        ordered = sorted(visitors.durations_ms)
        figures = {
            "people": many,
            "posted": posted,
            "seconds": round(seconds, 1),
            "votes/s": round(posted / seconds, 1),
            "p50 ms": round(percentile(ordered, 0.5), 1),
            "p99 ms": round(percentile(ordered, 0.99), 1),
            "failures": visitors.failures,
            "load before": load,
        }
        print(json.dumps(figures), flush=True)
        if options.flood:
            print(json.dumps(flooded(place, path, made["statements"], options.flood)), flush=True)
        print(json.dumps(run_module(site, "benchmarks.fill_debate", "compare", made["slug"])), flush=True)
        status, page = site.get(f"{path}carte/")
        shown = {
            "marks on the map": page.count('<path class="opinion'),
            "rows of its tables": page.count("<tr><th"),
        }
        print(json.dumps({"page of the map": status, **shown}), flush=True)


if __name__ == "__main__":
    main()
