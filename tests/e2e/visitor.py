"""A visitor without a browser: sends what no browser would."""

import contextlib
import re
import socket
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any  # urllib's handlers take whatever answer the server gave
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from tests.e2e.site import Site

FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Follow nothing: a test looks at each answer."""


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    text: str
    place: str

    @property
    def token(self) -> str:
        found = TOKEN.search(self.text)
        return found[1] if found else ""


@dataclass
class Visitor:
    """Somebody with cookies of their own."""

    site: Site
    cookies: CookieJar = field(default_factory=CookieJar)

    @property
    def opener(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(self.cookies), _StayHere())

    def send(self, method: str, path: str, body: bytes | None = None, kind: str = FORM, token: str = "") -> Answer:
        address = path if path.startswith("http") else self.site.url + path
        headers = {"Content-Type": kind} if body is not None else {}
        headers |= {"X-CSRFToken": token} if token else {}
        request = Request(address, data=body, method=method, headers=headers)  # noqa: S310 -- our own site
        try:
            answer: HTTPResponse | HTTPError = self.opener.open(request, timeout=20)
        except HTTPError as refused:
            answer = refused
        with answer:
            text = answer.read().decode("utf-8", "replace")
            return Answer(answer.status or 0, text, answer.headers.get("Location") or "")

    def get(self, path: str) -> Answer:
        return self.send("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form as its page would: with the token that the page holds."""
        token = self.get(path).token
        return self.send("POST", path, urlencode({"csrfmiddlewaretoken": token, **fields}).encode())

    def pour(self, path: str, body: bytes, kind: str) -> bytes:
        """Send a body that the server may stop reading, and return what it answers."""
        host = urlsplit(self.site.url).netloc
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        headers = f"Host: {host}\r\nCookie: {cookies}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
        with socket.create_connection((urlsplit(self.site.url).hostname, urlsplit(self.site.url).port), 20) as line:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(f"POST {path} HTTP/1.1\r\n{headers}\r\n\r\n".encode() + body)
            answer = b""
            with contextlib.suppress(ConnectionResetError):
                while b"</html>" not in answer and (part := line.recv(65_536)):
                    answer += part
            return answer

    def enter_as(self, name: str) -> None:
        """Sign in as a persona, by the button of the demonstration."""
        page = self.get("/demo/")
        words = page.text.partition(f"Entrer comme {name}<")[0]
        place = re.findall(r'action="(/demo/[^"]+/)"', words)[-1]
        entered = self.send("POST", place, urlencode({"csrfmiddlewaretoken": page.token}).encode())
        assert entered.status == 302, entered
