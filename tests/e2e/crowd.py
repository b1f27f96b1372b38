"""People in a seminar without a browser: over HTTP each opens the page of a table, reads it, writes, loses the network.

Everything that each sends is known: at the end one counts what is lost, what is doubled.
"""

import http.client
import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
NUMBER = re.compile(rb'name="number" value="(\d+)"')
STANCE = re.compile(rb'action="([^"]+/avis/\d+/)"')
SAID = re.compile(rb"carte-(\d+)-(\d+)-(\d+)")
CUT_ONE_IN, AGREES_ONE_IN, RETRY_SECONDS, WALL_SECONDS, READ_SECONDS, LONGEST_WAIT = 5, 6, 4.0, 0.3, 5.0, 60.0
SILENCE_SECONDS, LISTEN_AGAIN_SECONDS = 2.5, 5.0  # as the wall's page
PIECE = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}


class Phone:
    """A connection of its own and its cookies, as a browser keeps them."""

    def __init__(self, url: str) -> None:
        self.place, self.cookies = urlsplit(url).netloc, {}
        self.line = http.client.HTTPConnection(self.place, timeout=30)

    def _headers(self, given: dict[str, str]) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **given}

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes, str]:
        try:
            self.line.request(method, path, body or None, self._headers(headers))
            answer = self.line.getresponse()
        except (http.client.HTTPException, OSError):
            self.line.close()
            self.line.request(method, path, body or None, self._headers(headers))
            answer = self.line.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content, answer.headers.get("ETag") or ""

    def send_and_hang_up(self, path: str, body: str) -> None:
        """Send, and lose the network before the answer: the site may or may not have written."""
        line = http.client.HTTPConnection(self.place, timeout=30)
        with suppress(OSError):
            line.request("POST", path, body, self._headers(PIECE))
            if line.sock is not None:
                line.sock.shutdown(socket.SHUT_RDWR)
        line.close()


@dataclass
class Card:
    """A contribution on its way: sent until the site says that it has it."""

    path: str
    body: str
    text: str
    due: float
    is_cut: bool


@dataclass
class Crowd:
    """So many people at these tables; in each round announced, everyone writes so often, within so many seconds."""

    url: str
    tables: list[str]
    people: int
    writes: int
    within_seconds: float
    listens: bool = False  # whether the wall asks for a stream; when it is refused one, it asks what has changed
    round: int = 0
    asked: int = 0
    sent: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    posts_ms: list[float] = field(default_factory=list)
    reads_ms: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    ends: threading.Event = field(default_factory=threading.Event)
    persons: list["Person"] = field(default_factory=list)
    broken: list[BaseException] = field(default_factory=list)

    @contextmanager
    def there(self, wall: str = "") -> Iterator["Crowd"]:
        """Bring everybody in until the end of the block; a wall is watched if its address is given."""
        self.persons = [Person(self, number) for number in range(self.people)]
        works: list[Callable[[], None]] = [person.take_part for person in self.persons]
        if wall:
            works.append(lambda: self._watch(wall))
        threads = [threading.Thread(target=self._guarded, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.ends.set()
            for thread in threads:
                thread.join()
            for person in self.persons:
                person.phone.line.close()
        if self.broken:
            raise self.broken[0]

    def announce(self, number: int) -> None:
        """Say to all that a round has begun: each goes to her next table."""
        self.round = number

    def wait_until_heard(self) -> None:
        """Wait until everybody has written as often as she was to, and knows that it has been received."""
        end = time.monotonic() + self.within_seconds + LONGEST_WAIT
        while not self.broken and any(person.has_work for person in self.persons):
            assert time.monotonic() < end, f"{len(self.sent)} sent, {dict(self.failures)}"
            time.sleep(0.1)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- told again where the crowd is waited for
            self.broken.append(error)

    def _watch(self, wall: str) -> None:
        """Look at the wall as its page does: told by a stream, or asking when it has none."""
        screen, ear = Screen(self, wall), Ear(self.url, wall)
        while not self.ends.is_set():
            is_told = self.listens and ear.hears_a_change()
            if is_told or not ear.is_open:
                screen.read()
            if not ear.is_open:
                self.asked += 1
                self.ends.wait(WALL_SECONDS)
        ear.close()
        screen.phone.line.close()


class Screen:
    """The wall's page: it notes when each contribution is first there."""

    def __init__(self, crowd: Crowd, wall: str) -> None:
        self.crowd, self.wall, self.phone, self.tag = crowd, wall, Phone(crowd.url), ""

    def read(self) -> None:
        given = {"If-None-Match": self.tag} if self.tag else {}
        status, page, fresh = self.phone.ask("GET", f"{self.wall}etat/", **given)
        at = time.monotonic()
        if status == 200:
            self.tag = fresh
            for found in SAID.finditer(page):
                self.crowd.seen.setdefault(found[0].decode(), at)
        elif status != 304:
            self.crowd.failures[f"wall {status}"] += 1


class Ear:
    """The wall's stream of events, opened again when it ends, after a while when it was refused."""

    def __init__(self, url: str, wall: str) -> None:
        self.place, self.path = urlsplit(url).netloc, f"{wall}flux/"
        self.line: http.client.HTTPConnection | None = None
        self.events: http.client.HTTPResponse | None = None
        self.tries_at = 0.0

    @property
    def is_open(self) -> bool:
        return self.events is not None

    def hears_a_change(self) -> bool:
        """Return whether the next thing said is that something has changed; an end closes the ear."""
        if self.events is None and not self._opens():
            return False
        assert self.events is not None
        try:
            said = self.events.readline()
            while said.strip() and said.strip() != b"data: changed":
                said = self.events.readline()
        except (http.client.HTTPException, OSError):
            said = b""
        if not said:
            self.close()
        return said.strip() == b"data: changed"

    def _opens(self) -> bool:
        if time.monotonic() < self.tries_at:
            return False
        self.line = http.client.HTTPConnection(self.place, timeout=SILENCE_SECONDS)
        try:
            self.line.request("GET", self.path)
            events = self.line.getresponse()
        except (http.client.HTTPException, OSError):
            self.close()
            return False
        if events.status == 200:
            self.events = events
            return True
        self.close()
        self.tries_at = time.monotonic() + LISTEN_AGAIN_SECONDS
        return False

    def close(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = self.events = None


class Person:
    """Somebody with a phone: at each round she goes to another table, reads it, writes, agrees or not."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self.crowd, self.number = crowd, number
        self.chance = random.Random(number)  # noqa: S311 -- a walk made twice is the same
        self.phone = Phone(crowd.url)
        self.table = self.tag = self.token = ""
        self.round = 0
        self.cards: list[Card] = []
        self.next_read = 0.0

    @property
    def has_work(self) -> bool:
        return self.round != self.crowd.round or bool(self.cards)

    def take_part(self) -> None:
        while not self.crowd.ends.is_set():
            now = time.monotonic()
            due = next((card for card in self.cards if card.due <= now), None)
            if self.round != self.crowd.round:
                self._sit(self.crowd.round)
            elif due is not None:
                self._send(due)
            elif self.round and now >= self.next_read:
                self._read()
            else:
                self.crowd.ends.wait(0.05)

    def _sit(self, round_: int) -> None:
        """Go to the table of a round. What was not received at the one before stays on the phone and is sent again."""
        began = time.monotonic()
        self.crowd.ends.wait(self.chance.uniform(0, self.crowd.within_seconds / 4))
        self.table = self.crowd.tables[(self.number + round_ * (1 + self.number // 7)) % len(self.crowd.tables)]
        status, page, _ = self.phone.ask("GET", self.table)
        token, number = TOKEN.search(page), NUMBER.search(page)
        if status != 200 or token is None or number is None:
            with self.crowd.lock:
                self.crowd.failures[f"page {status}"] += 1
            self.crowd.ends.wait(1)
            return
        self.token, self.tag = token[1].decode(), ""
        for rank in range(self.crowd.writes):
            text = f"carte-{self.number}-{round_}-{rank}"
            typed = {"csrfmiddlewaretoken": self.token, "client_id": str(uuid4()), "number": number[1].decode()}
            due = began + self.chance.uniform(0.25, 1) * self.crowd.within_seconds
            is_cut = self.chance.randrange(CUT_ONE_IN) == 0
            body = urlencode({**typed, "text": text})
            self.cards.append(Card(f"{self.table}contribuer/", body, text, due, is_cut))
        self.next_read = began + self.chance.uniform(0, READ_SECONDS)
        self.round = round_

    def _send(self, card: Card) -> None:
        began = time.monotonic()
        with self.crowd.lock:
            self.crowd.sent.setdefault(card.text, began)
            self.crowd.cut += card.is_cut
        if card.is_cut:
            self.phone.send_and_hang_up(card.path, card.body)
            card.is_cut = False  # and at once the same again, while the site may still be writing the first
            return
        status, _, _ = self.phone.ask("POST", card.path, card.body, **PIECE)
        with self.crowd.lock:
            self.crowd.posts_ms.append(1000 * (time.monotonic() - began))
            if status != 200:
                self.crowd.failures[f"post {status}"] += 1
        if status == 200:
            self.cards.remove(card)
        else:
            card.due = began + RETRY_SECONDS

    def _read(self) -> None:
        began = time.monotonic()
        self.next_read = began + READ_SECONDS
        given = {"If-None-Match": self.tag} if self.tag else {}
        status, piece, fresh = self.phone.ask("GET", f"{self.table}etat/", **given)
        self.tag = fresh or self.tag
        with self.crowd.lock:
            self.crowd.reads_ms.append(1000 * (time.monotonic() - began))
            if status not in {200, 304}:
                self.crowd.failures[f"read {status}"] += 1
        found = STANCE.findall(piece)
        if found and self.chance.randrange(AGREES_ONE_IN) == 0:
            self._agree_or_not(self.chance.choice(found).decode())

    def _agree_or_not(self, path: str) -> None:
        stance = self.chance.choice(("accord", "desaccord"))
        body = urlencode({"csrfmiddlewaretoken": self.token, "avis": stance})
        status, _, _ = self.phone.ask("POST", path, body, **PIECE)
        if status not in {302, 409}:  # 409: the room has gone on to another round meanwhile
            with self.crowd.lock:
                self.crowd.failures[f"stance {status}"] += 1
