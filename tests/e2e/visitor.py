"""A visitor without a browser: sends what no browser would."""

import re
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any  # urllib's handlers take whatever answer the server gave
from urllib.error import HTTPError
from urllib.parse import urlencode
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


def _new_opener() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()), _StayHere())


@dataclass
class Visitor:
    """Somebody with cookies of their own."""

    site: Site
    opener: OpenerDirector = field(default_factory=_new_opener)

    def send(self, method: str, path: str, body: bytes | None = None, kind: str = FORM) -> Answer:
        address = path if path.startswith("http") else self.site.url + path
        headers = {"Content-Type": kind} if body is not None else {}
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

    def enter_as(self, name: str) -> None:
        """Sign in as a persona, by the button of the demonstration."""
        page = self.get("/demo/")
        words = page.text.partition(f"Entrer comme {name}<")[0]
        place = re.findall(r'action="(/demo/[^"]+/)"', words)[-1]
        entered = self.send("POST", place, urlencode({"csrfmiddlewaretoken": page.token}).encode())
        assert entered.status == 302, entered
