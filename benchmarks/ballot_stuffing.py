"""Stuffs the ballot of a debate through HTTP: ``python -m benchmarks.ballot_stuffing``. Prints figures.

A debate holds the answers of 400 people in two camps. For a minute, one address sends votes as fast as the site
answers, in three ways: one browser that answers again and again, one request sent again as it is, newcomers without
number. As many as ``--votes`` are then cast within a minute of the clock by the action alone, from another address,
for the machine may be too slow to be sent as many. What was limited and what the statistics show is printed; an agent
removes what the desk points out, and the map and the files must be those from before. The site, its worker, the
database and the crowd share this machine.
"""

import argparse
import http.client
import json
import os
import platform
import random
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.debate import CSRF, TICKET, debating_site
from benchmarks.site import run_module

from belvedere.engines.opinions.writing import table_csv

PEOPLE, STATEMENTS, SEED = 400, 24, 8
ADDRESS = "192.0.2.1"
FORM = "application/x-www-form-urlencoded"
WAYS = ("one browser", "the same request", "newcomers")


@dataclass
class Crowd:
    """One address, several connections: each stuffs in its own way until the time is over."""

    place: str
    path: str
    statements: list[int]
    ends_at: float
    most: int
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: {way: Counter() for way in WAYS})
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, connections: int) -> float:
        """Stuff, and return the seconds that it took."""
        began = time.monotonic()
        workers = [threading.Thread(target=self._work, args=(WAYS[one % len(WAYS)],)) for one in range(connections)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return time.monotonic() - began

    def _work(self, way: str) -> None:
        connection = http.client.HTTPConnection(self.place, timeout=60)
        ticket, cookie, sent = self._ticket(connection), "", 0
        while time.monotonic() < self.ends_at and self._goes_on():
            if way == "newcomers":
                ticket = self._ticket(connection)
            statement = self.statements[0 if way == "the same request" else sent % len(self.statements)]
            status, given = self._vote(connection, ticket, statement, cookie)
            cookie = given or cookie if way == "one browser" else ""
            sent += 1
            with self.lock:
                self.statuses[way][status] += 1

    def _goes_on(self) -> bool:
        with self.lock:
            return sum(counter.total() for counter in self.statuses.values()) < self.most

    def _ticket(self, connection: http.client.HTTPConnection) -> str:
        connection.request("GET", self.path, headers={"X-Forwarded-For": ADDRESS, "Cookie": f"csrftoken={CSRF}"})
        found = TICKET.search(connection.getresponse().read())
        return found[1].decode() if found else ""

    def _vote(
        self, connection: http.client.HTTPConnection, ticket: str, statement: int, cookie: str
    ) -> tuple[int, str]:
        kept = f"csrftoken={CSRF}" + (f"; {cookie}" if cookie else "")
        headers = {"X-Forwarded-For": ADDRESS, "Cookie": kept, "X-CSRFToken": CSRF, "Content-Type": FORM}
        body = urllib.parse.urlencode({"ticket": ticket, "number": statement, "answer": "accord"})
        connection.request("POST", self.path, body, headers)
        answer = connection.getresponse()
        answer.read()
        given = answer.getheader("Set-Cookie", "").split(";")[0]
        return answer.status, given if given.startswith("debat_") else ""


def honest_files(folder: Path) -> tuple[str, str]:
    """Write the files of a debate in two camps, and return their paths."""
    chance, stamp = random.Random(SEED), 1_700_000_000_000  # noqa: S311 -- a drawing, not a secret
    comments = [
        (stamp, number, 0, 1, "true", f"Un propos à juger, le numéro {number}") for number in range(1, STATEMENTS + 1)
    ]
    votes = [
        (stamp + 5000 * number, number, who, 1 if (number % 2 == who % 2) == (chance.random() < 0.85) else -1)
        for who in range(1, PEOPLE + 1)
        for number in chance.sample(range(1, STATEMENTS + 1), 12)
    ]
    tables = {
        "comments.csv": (("timestamp", "comment-id", "author-id", "moderated", "is-seed", "comment-body"), comments),
        "votes.csv": (("timestamp", "comment-id", "voter-id", "vote"), votes),
    }
    for name, (head, rows) in tables.items():
        (folder / name).write_text(table_csv(head, rows), encoding="utf-8")
    return str(folder / "comments.csv"), str(folder / "votes.csv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--votes", type=int, default=10_000, help="how many are sent at most")
    parser.add_argument("--connections", type=int, default=6)
    options = parser.parse_args()
    machine = f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()}")
    with debating_site() as (site, directory):
        made = run_module(site, "benchmarks.fill_debate", "open", *honest_files(directory))
        before = run_module(site, "benchmarks.fill_debate", "imprint", made["slug"])
        path, place = f"/concertations/{made['slug']}/debat/", urllib.parse.urlsplit(site.url).netloc
        crowd = Crowd(place, path, made["statements"], time.monotonic() + options.seconds, options.votes)
        seconds = crowd.run(options.connections)
        sent = {way: dict(counter) for way, counter in crowd.statuses.items()}
        print(json.dumps({"sent": sent, "seconds": round(seconds, 1)}), flush=True)
        made_up = run_module(site, "benchmarks.fill_debate", "stuff", made["slug"], str(options.votes))
        print(json.dumps(made_up), flush=True)
        after = run_module(site, "benchmarks.fill_debate", "clean", made["slug"])
        after["map and files are those from before"] = after.pop("imprint") == before["imprint"]
        print(json.dumps(after), flush=True)


if __name__ == "__main__":
    main()
