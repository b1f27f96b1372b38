"""A room of 150 phones and a wall, over HTTP: ``python -m benchmarks.seminar [--database postgresql]``.

Each phone opens the page of its table, asks every five seconds what the table says, and writes twice in a minute at
times of its own; one in five loses the network and sends again. The wall asks as often as its page does.
Measured: from the moment when a phone sends a contribution to the moment when the wall has read it; how long the
phone waits; what is lost or doubled.
"""

import argparse
import http.client
import json
import random
import re
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from benchmarks.load import percentile
from benchmarks.site import run_module
from tests.e2e.site import ROOT, Site, Template, running_site
from tools.postgres import temporary_server

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
SAID = re.compile(rb"carte-(\d+)-(\d+)")
FORM = "application/x-www-form-urlencoded"
EACH, RESENT, READ_SECONDS, WALL_SECONDS, LAST_SECONDS = 2, 5, 5.0, 0.3, 5.0
PROCESSES, THREADS = 4, 4  # what `belvedere up` starts on two processors


@dataclass
class Room:
    """What everyone measures."""

    url: str
    seconds: float
    began: float = 0.0
    sent: dict[bytes, float] = field(default_factory=dict)
    seen: dict[bytes, float] = field(default_factory=dict)
    posts_ms: list[float] = field(default_factory=list)
    reads_ms: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    ends: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Phone:
    """A connection of its own, as a browser keeps it."""

    def __init__(self, room: Room) -> None:
        self.room, self.cookies = room, {}
        self.line = http.client.HTTPConnection(urlsplit(room.url).netloc, timeout=30)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes, str]:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        try:
            self.line.request(method, path, body or None, sent)
            answer = self.line.getresponse()
        except (http.client.HTTPException, OSError):
            self.line.close()
            self.line.request(method, path, body or None, sent)
            answer = self.line.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content, answer.headers.get("ETag") or ""


def take_part(room: Room, number: int, table: str) -> None:
    """Open the page, then read and write until the time is over."""
    chance = random.Random(number)  # noqa: S311 -- a measure made twice is the same
    phone = Phone(room)
    time.sleep(chance.uniform(0, READ_SECONDS))
    status, page, _ = phone.ask("GET", table)
    token = TOKEN.search(page)
    if status != 200 or token is None:
        room.failures[f"page {status}"] += 1
        return
    writes = sorted(room.began + READ_SECONDS + chance.uniform(0, room.seconds) for _ in range(EACH))
    tag, rank = "", 0
    next_read = time.monotonic() + chance.uniform(0, READ_SECONDS)
    while not room.ends.is_set():
        now = time.monotonic()
        if rank < len(writes) and now >= writes[rank]:
            write(
                room, phone, table, token[1].decode(), f"carte-{number}-{rank}", resends=chance.randrange(RESENT) == 0
            )
            rank += 1
        elif now >= next_read:
            next_read = now + READ_SECONDS
            began = time.perf_counter()
            status, _, fresh = phone.ask("GET", f"{table}etat/", **({"If-None-Match": tag} if tag else {}))
            tag = fresh or tag
            with room.lock:
                room.reads_ms.append(1000 * (time.perf_counter() - began))
            if status not in {200, 304}:
                room.failures[f"read {status}"] += 1
        else:
            room.ends.wait(min(0.05, max(0.001, next_read - now)))


def write(room: Room, phone: Phone, table: str, token: str, text: str, *, resends: bool) -> None:
    """Send a contribution; sometimes again, as a phone does that did not hear the answer."""
    typed = {"csrfmiddlewaretoken": token, "client_id": str(uuid4()), "number": "1", "text": text}
    for attempt in range(2 if resends else 1):
        began, sent_at = time.perf_counter(), time.monotonic()
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        status, _, _ = phone.ask("POST", f"{table}contribuer/", urlencode(typed), **headers)
        with room.lock:
            if not attempt:
                room.sent[text.encode()] = sent_at
            room.posts_ms.append(1000 * (time.perf_counter() - began))
        if status != 200:
            room.failures[f"post {status}"] += 1


def watch(room: Room, wall: str) -> None:
    """Read the wall as often as its page does, and note when each contribution is first there."""
    screen, tag = Phone(room), ""
    while not room.ends.is_set():
        status, page, fresh = screen.ask("GET", f"{wall}etat/", **({"If-None-Match": tag} if tag else {}))
        at = time.monotonic()
        if status == 200:
            tag = fresh
            for found in SAID.finditer(page):
                room.seen.setdefault(found[0], at)
        elif status != 304:
            room.failures[f"wall {status}"] += 1
        room.ends.wait(WALL_SECONDS)


def spread(ordered: list[float]) -> dict[str, int]:
    """Return how long most took, and the longest."""
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(percentile(ordered, share)) for name, share in shares.items()}


def measure(site: Site, people: int, tables: int, seconds: float) -> dict[str, object]:
    links = run_module(site, "benchmarks.seminar_room", str(people), str(tables))
    room = Room(site.url, seconds, began=time.monotonic())
    threads = [threading.Thread(target=watch, args=(room, links["wall"]))]
    threads += [
        threading.Thread(target=take_part, args=(room, number, links["tables"][number % tables]))
        for number in range(people)
    ]
    for thread in threads:
        thread.start()
    time.sleep(READ_SECONDS + seconds + LAST_SECONDS)
    room.ends.set()
    for thread in threads:
        thread.join()
    rows = site.query(
        "SELECT text, COUNT(*) FROM seminar_contribution WHERE substr(text, 1, 6) = 'carte-' GROUP BY text"
    )
    written = {str(text).encode(): count for text, count in rows}
    delays = sorted(1000 * (room.seen[text] - room.sent[text]) for text in room.sent if text in room.seen)
    posts, reads = sorted(room.posts_ms), sorted(room.reads_ms)
    return {
        "people": people,
        "sent": len(room.sent),
        "posts": len(posts),
        "lost": len(room.sent.keys() - written.keys()),
        "doubled": sum(count > 1 for count in written.values()),
        "never_on_the_wall": len(room.sent) - len(delays),
        "wall_ms": spread(delays),
        "post_ms": spread(posts),
        "read_ms": spread(reads),
        "failures": dict(room.failures),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--tables", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="in which everybody writes twice")
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
        found = {"database": options.database, **measure(site, options.people, options.tables, options.seconds)}
    print(json.dumps(found, indent=1))
    out = ROOT / "build" / f"benchmark-seminar-{options.database}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
