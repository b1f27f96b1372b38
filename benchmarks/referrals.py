"""Measures supports through HTTP, beside a yardstick: `python -m benchmarks.referrals`. Prints tables.

The whole path of a support is measured: the form is posted, the mail is queued, its link is opened and its button
pressed, in a transaction each, the second flushed before it is answered. The yardstick is a Django view that inserts a
row and adds to a counter, on the same server with as many processes and threads, once bare and once with what Django
usually has; all are measured in turn, several times. A support is two writes through HTTP, so its rate is told beside
the yardstick's by support, then by write.
Everything shares this machine: the site, its worker, the database and the visitors, whose share of the processors is
told. What a durable commit costs changes the ratio: it is told too, and ``--flush-ms`` measures on a slower disk.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from benchmarks.load import Load, Measure, Request, percentile
from benchmarks.processor import Busy, seconds_of
from benchmarks.site import databases, run_module
from benchmarks.slow_disk import slow_disk
from tests.e2e.site import ROOT, Site, Template, free_port, running_site

try:
    import pysqlite3 as sqlite3  # the site's own library: two versions must not share a file
except ImportError:
    import sqlite3

WARM_SECONDS = 3.0
CSRF = "x" * 32
HEADERS = {
    "Cookie": f"csrftoken={CSRF}",
    "X-CSRFToken": CSRF,
    "Content-Type": "application/x-www-form-urlencoded",
}
GATHERING = """
    SELECT r.reference, r.id FROM referrals_referral r WHERE r.collection = 'ouverte' ORDER BY r.closes_on DESC, r.id
"""
COUNTED = "SELECT count(*) FROM referrals_support WHERE referral_id = %s AND state = 'confirme'"
LEDGER = "SELECT COALESCE(sum(delta), 0) FROM referrals_ledgerentry WHERE referral_id = %s"
LINK = re.compile(r"/saisines/soutien/\S+")
MAILED = "SELECT id, text FROM mail_message WHERE id > %s AND kind = 'confirmation' ORDER BY id LIMIT 500"


class Mailboxes:
    """What the site posted, read over one connection: visitors open none to its database."""

    def __init__(self, site: Site) -> None:
        self.mark = "?" if site.database_url.startswith("sqlite") else "%s"
        if self.mark == "?":
            path = urllib.parse.urlsplit(site.database_url).path[1:]
            self.connection = sqlite3.connect(path, timeout=20, check_same_thread=False, isolation_level=None)
        else:
            self.connection = psycopg.connect(site.database_url, autocommit=True)

    def after(self, number: int) -> list[tuple[int, str]]:
        return list(self.connection.execute(MAILED.replace("%s", self.mark), [number]).fetchall())


@dataclass
class Crowd:
    """People who support one referral, from addresses of their own; the links of their mails are read in batches."""

    mailboxes: Mailboxes
    reference: str
    commune: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    links: deque[str] = field(default_factory=deque)
    last_mail: int = 0
    turns: int = 0

    def asked(self) -> Request:
        """Return the form of somebody new."""
        number = next(self.numbers)
        typed = f"commune={self.commune}&email=p{number}-{os.getpid()}%40exemple.invalid&is_old_enough=on"
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {**HEADERS, "X-Forwarded-For": address}
        return Request(f"/saisines/{self.reference}/soutenir/", "POST", typed, headers, expected=302)

    def read_mails(self) -> None:
        """Take the links of the mails queued since the last time."""
        for number, text in self.mailboxes.after(self.last_mail):
            self.last_mail = number
            self.links += LINK.findall(text)

    def next_request(self) -> Request:
        """Return a confirmation when a mail waits, else somebody new: both halves go at the same pace."""
        self.turns += 1
        if not self.links and self.turns % 8 == 0:
            self.read_mails()
        if self.links:
            return Request(self.links.popleft(), "POST", headers=HEADERS, expected=302)
        return self.asked()


@dataclass(frozen=True)
class Yardstick:
    """The server of a view to measure by: its kind, its address, its group of processes."""

    kind: str
    address: str
    group: int


@contextmanager
def yardstick(kind: str, database_url: str, processes: str, threads: str) -> Iterator[Yardstick]:
    """Run the view on a port of its own."""
    port = free_port()
    environment = os.environ | {
        "BELVEDERE_DATABASE_URL": database_url,
        "BELVEDERE_WEB_PROCESSES": processes,
        "BELVEDERE_WEB_THREADS": threads,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", "benchmarks.yardstick", kind, str(port)]
    # A group of its own: its processor seconds are not the visitors'.
    running = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        time.sleep(3)
        yield Yardstick(kind, f"http://127.0.0.1:{port}", running.pid)
    finally:
        running.terminate()
        running.wait()


VOTES = count(1)


def voter() -> Callable[[], Request]:
    """Return what gives the vote of somebody new."""
    return lambda: Request("/vote/", "POST", f"identity={os.getpid()}-{next(VOTES)}", HEADERS, expected=302)


def confirmed(site: Site, referral_id: int) -> int:
    return int(str(site.query(COUNTED, referral_id)[0][0]))


def measured_supports(
    site: Site, crowd: Crowd, referral_id: int, connections: int, seconds: float
) -> tuple[float, Measure]:
    """Return the supports confirmed a second, and what the visitors saw."""
    before, began = confirmed(site, referral_id), time.monotonic()
    seen = Load(site.url, crowd.next_request, connections, seconds).run()
    return (confirmed(site, referral_id) - before) / (time.monotonic() - began), seen


def groups_of(site: Site) -> dict[str, int]:
    """Return the groups of processes of a site, and that of its visitors: this program."""
    return {name: program.pid for name, program in site.programs.items()} | {"visitors": os.getpgrp()}


@contextmanager
def processor_by_support(site: Site, referral_id: int, figures: dict[str, object]) -> Iterator[None]:
    """Add to the figures the processor milliseconds that a support costs: to the site, its worker, the visitors."""
    programs = groups_of(site)
    before, there = {name: seconds_of(group) for name, group in programs.items()}, confirmed(site, referral_id)
    yield
    supports = confirmed(site, referral_id) - there
    spent = {name: seconds_of(group) - before[name] for name, group in programs.items()}
    figures["processor ms by support"] = {name: round(taken / supports * 1000, 2) for name, taken in spent.items()}


def alternated(
    site: Site, crowd: Crowd, referral_id: int, views: list[Yardstick], options: argparse.Namespace
) -> dict[str, object]:
    """Measure ours and the yardsticks in turn, several times."""
    commit_ms = run_module(site, "benchmarks.commits")
    for url, next_request in [(site.url, crowd.next_request), *((view.address, voter()) for view in views)]:
        Load(url, next_request, 2 * options.connections, WARM_SECONDS).run()  # each process reads once what it keeps
    ours, theirs = Turns(), {view.kind: Turns() for view in views}
    for _round in range(options.rounds):
        with ours.busy.of(groups_of(site)):
            rate, seen = measured_supports(site, crowd, referral_id, options.connections, options.seconds)
        ours.add(rate, seen)
        for view in views:
            turns = theirs[view.kind]
            with turns.busy.of({view.kind: view.group, "visitors": os.getpgrp()}):
                seen = Load(view.address, voter(), options.connections, options.seconds).run()
            turns.add(seen.per_second, seen)
    return {
        "ms of a durable commit": commit_ms,
        "of which added": options.flush_ms,
        "confirmed supports": ours.figures(),
        **{f"{kind} yardstick": turns.figures() | ours.beside(turns) for kind, turns in theirs.items()},
    }


@dataclass
class Turns:
    """What was measured of one of them, turn after turn."""

    rates: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    p99_ms: float = 0.0
    failures: int = 0
    busy: Busy = field(default_factory=Busy)

    def add(self, rate: float, seen: Measure) -> None:
        self.rates.append(rate)
        self.writes.append(seen.per_second)
        self.p99_ms, self.failures = max(self.p99_ms, seen.p99_ms), self.failures + seen.failures

    def figures(self) -> dict[str, object]:
        return {
            "a second": [round(rate, 1) for rate in self.rates],
            "p99 ms": self.p99_ms,
            "failures": self.failures,
            "processors used": self.busy.shares(),
            "processor ms by act": self.busy.ms_by(sum(self.rates) / len(self.rates)),
        }

    def beside(self, view: "Turns") -> dict[str, float]:
        return {
            "ratio by confirmed support (0.45 asked)": round(sum(self.rates) / sum(view.rates), 3),
            "ratio by write through HTTP (a support is two)": round(sum(self.writes) / sum(view.rates), 3),
        }


def paced(request: Request, per_second: float) -> Callable[[], Request]:
    """Return what gives the same request again, so many times a second at most."""
    due = time.monotonic()

    def next_request() -> Request:
        nonlocal due
        time.sleep(max(0.0, due - time.monotonic()))
        due = max(due, time.monotonic() - 1) + 1 / per_second
        return request

    return next_request


def sustained(site: Site, crowd: Crowd, referral_id: int, options: argparse.Namespace) -> dict[str, object]:
    """Measure supports for a long time while others read, then count again: none lost, none twice."""
    reading = Load(site.url, paced(Request(f"/saisines/{crowd.reference}/"), options.pages), 1, options.sustained)
    reader = threading.Thread(target=reading.run)
    reader.start()
    cost: dict[str, object] = {}
    with processor_by_support(site, referral_id, cost):
        rate, seen = measured_supports(site, crowd, referral_id, options.connections, options.sustained)
    reader.join()
    site.wait_until_idle()
    total, ledger = confirmed(site, referral_id), int(str(site.query(LEDGER, referral_id)[0][0]))
    return {
        "seconds": options.sustained,
        "supports/s": round(rate, 1),
        "p50 ms": seen.p50_ms,
        "p99 ms": seen.p99_ms,
        "pages read": len(reading.durations_ms),
        "p99 ms of a page": round(percentile(sorted(reading.durations_ms), 0.99), 1),
        "failures": seen.failures + reading.failures,
        "confirmed": total,
        "in the ledger": ledger,
        **cost,
        "machine busy": os.getloadavg(),
    }


def grown(site: Site, crowd: Crowd, referral_id: int, options: argparse.Namespace) -> dict[str, object]:
    """Measure the cost of the next support with few supports there, then with many."""
    few: dict[str, object] = {}
    many: dict[str, object] = {}
    Load(site.url, crowd.next_request, options.connections, WARM_SECONDS).run()
    with processor_by_support(site, referral_id, few):
        first, _seen = measured_supports(site, crowd, referral_id, 1, options.seconds)
    run_module(site, "benchmarks.fill_supports", str(referral_id), str(options.supports))
    Load(site.url, crowd.next_request, 1, 2.0).run()  # what the filling left in memory and in the journal of the disk
    with processor_by_support(site, referral_id, many):
        second, _seen = measured_supports(site, crowd, referral_id, 1, options.seconds)
    return {
        "cost with many over cost with few": round(first / second, 2) if second else None,
        "with few": few,
        "with many": many,
        "supports": options.supports,
    }


def exported(site: Site, referral_id: int) -> dict[str, object]:
    """Measure the memory of the program that exports all the supports of a referral, its file whole on the disk."""
    [found] = run_module(site, "benchmarks.export_supports", str(referral_id))
    return dict(found)


def measure(name: str, url: str, options: argparse.Namespace) -> Iterator[tuple[str, dict[str, object]]]:
    with tempfile.TemporaryDirectory(prefix="belvedere-bench-") as folder:
        directory = Path(folder)
        template = Template(directory / "template", url)
        template.make()
        processes = str(2 * (os.cpu_count() or 1))  # the default; the yardstick has as many
        extra = {
            "BELVEDERE_TRUSTED_PROXIES": "1",
            "BELVEDERE_WEB_PROCESSES": processes,
            "BELVEDERE_WEB_THREADS": "4",
        }
        with running_site(template, "belvedere_bench", directory, ["serve", "worker"], extra) as site:
            reference, referral_id = site.query(GATHERING)[0]
            commune = str(site.query("SELECT slug FROM territory_commune ORDER BY id")[0][0])
            last_mail = int(str(site.query("SELECT max(id) FROM mail_message")[0][0]))
            crowd = Crowd(Mailboxes(site), str(reference), commune, last_mail=last_mail)
            if options.rounds:
                with ExitStack() as running:
                    views = []
                    for kind in ("bare", "usual"):
                        database = url and template.copy(f"belvedere_{kind}", directory)
                        database = database or f"sqlite:////{directory}/{kind}.db"
                        views.append(running.enter_context(yardstick(kind, database, processes, "4")))
                    found = alternated(site, crowd, int(str(referral_id)), views, options)
                yield f"{name}, beside the yardsticks", found
            if options.sustained:
                yield f"{name}, sustained", sustained(site, crowd, int(str(referral_id)), options)
            if options.supports:
                yield f"{name}, growth", grown(site, crowd, int(str(referral_id)), options)
                yield f"{name}, export", exported(site, int(str(referral_id)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each measure lasts")
    parser.add_argument("--rounds", type=int, default=3, help="how many times ours and the yardstick are alternated")
    parser.add_argument("--pages", type=float, default=5.0, help="how many pages others read a second")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--sustained", type=float, default=600.0, help="seconds of the long measure, 0 for none")
    parser.add_argument("--supports", type=int, default=1_000_000, help="how many « many » is, 0 for none")
    parser.add_argument("--flush-ms", type=float, default=0.0, help="how much longer a flush of the disk takes")
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"], help="one database")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}")
    with slow_disk(options.flush_ms), databases() as urls:
        for name, url in urls.items():
            if options.only in {None, name}:
                for title, figures in measure(name, url, options):
                    print(f"{title}: {json.dumps(figures)}", flush=True)


if __name__ == "__main__":
    main()
