"""A small load generator: threads that keep a connection each, for a bounded time.

It shares the machine with the site that it measures: its figures are lower bounds.
"""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    """What is sent, and the status that it must get."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200


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
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        while time.monotonic() < deadline:
            with self.lock:
                request = self.next_request()
            if request is None:
                break
            began = time.perf_counter()
            try:
                answer = self._answer(connection, request)
            except (ConnectionError, http.client.RemoteDisconnected):
                # The server ends a connection that was quiet for a while: a browser opens another.
                connection.close()
                answer = self._answer(connection, request)
            took = (time.perf_counter() - began) * 1000
            with self.lock:
                self.durations_ms.append(took)
                self.failures += answer.status != request.expected
        connection.close()

    @staticmethod
    def _answer(connection: http.client.HTTPConnection, request: Request) -> http.client.HTTPResponse:
        connection.request(request.method, request.path, request.body or None, request.headers)
        answer = connection.getresponse()
        answer.read()
        return answer
