"""A small load generator: threads that keep a connection each, for a bounded time.

It shares the machine with the site that it measures: its figures are lower bounds.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LONGEST_HEAD = 65_536


@dataclass(frozen=True)
class Request:
    """What is sent, and the status that it must get."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200

    def as_bytes(self, place: str) -> bytes:
        """Return the request as it is sent to a host and port."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {place}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.method != "GET":
            lines.append(f"Content-Length: {len(self.body.encode())}")
        return "\r\n".join([*lines, "", self.body]).encode()


@dataclass(frozen=True)
class Measure:
    """What came back: how many a second, and how long each took."""

    answered: int
    per_second: float
    p50_ms: float
    p99_ms: float
    failures: int


def percentile(sorted_values: list[float], share: float) -> float:
    if not sorted_values:
        return 0.0
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


@dataclass
class Load:
    """Requests sent by several threads until the time is over or there are none left."""

    url: str
    next_request: Callable[[], Request | None]
    threads: int
    seconds: float
    durations_ms: list[float] = field(default_factory=list)
    failures: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> Measure:
        began = time.monotonic()
        workers = [threading.Thread(target=self._send, args=(began + self.seconds,)) for _ in range(self.threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        elapsed = time.monotonic() - began
        ordered = sorted(self.durations_ms)
        return Measure(
            answered=len(ordered),
            per_second=round(len(ordered) / elapsed, 1),
            p50_ms=round(percentile(ordered, 0.5), 1),
            p99_ms=round(percentile(ordered, 0.99), 1),
            failures=self.failures,
        )

    def _send(self, deadline: float) -> None:
        connection = Connection(urlsplit(self.url).netloc)
        while time.monotonic() < deadline:
            with self.lock:
                request = self.next_request()
            if request is None:
                break
            began = time.perf_counter()
            status = connection.status_of(request)
            took = (time.perf_counter() - began) * 1000
            with self.lock:
                self.durations_ms.append(took)
                self.failures += status != request.expected
        connection.close()


class Connection:
    """A connection kept open; it reads of an answer what it needs, for the processor is the site's to use."""

    def __init__(self, place: str) -> None:
        self.place = place
        host, _colon, port = place.rpartition(":")
        self.address = host, int(port)
        self.socket: socket.socket | None = None
        self.waiting = b""

    def status_of(self, request: Request) -> int:
        """Send a request, read its answer to the end, return its status."""
        sent = request.as_bytes(self.place)
        try:
            return self._exchange(sent)
        except ConnectionError:
            # The server ends a connection that was quiet for a while: a browser opens another.
            self.close()
            return self._exchange(sent)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket, self.waiting = None, b""

    def _exchange(self, sent: bytes) -> int:
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(sent)
        head = self._until(b"\r\n\r\n")
        fields = head.lower()
        if b"transfer-encoding: chunked" in fields:
            while (size := int(self._until(b"\r\n").partition(b";")[0], 16)) > 0:
                self._skip(size + 2)
            self._until(b"\r\n")
        elif b"content-length:" in fields:
            self._skip(int(fields.partition(b"content-length:")[2].partition(b"\r\n")[0]))
        return int(head[9:12])

    def _until(self, mark: bytes) -> bytes:
        """Return what comes before a mark, and read the mark."""
        while mark not in self.waiting:
            self._receive()
        found, _mark, self.waiting = self.waiting.partition(mark)
        return found

    def _skip(self, size: int) -> None:
        while len(self.waiting) < size:
            self._receive()
        self.waiting = self.waiting[size:]

    def _receive(self) -> None:
        assert self.socket is not None
        received = self.socket.recv(LONGEST_HEAD)
        if not received:
            raise ConnectionResetError("the server closed the connection")
        self.waiting += received
