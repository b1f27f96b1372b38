"""An OpenID Connect provider on a port of this machine, with keys of its own: what FranceConnect is, in small."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

CLIENT_ID, CLIENT_SECRET = "belvedere", "un-secret-de-test"
Claims = dict[str, Any]


@dataclass
class Provider:
    """Who the person is, and what is wrong with its answers; ``asked`` keeps each address that was asked."""

    url: str = ""
    subject: str = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1"
    has_gone_away: bool = False
    gives_up: bool = False
    changes_id_token: Claims = field(default_factory=dict)
    changes_userinfo: Claims = field(default_factory=dict)
    signs_with: Any = None
    algorithm: str = "ES256"
    userinfo_is_bare: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, Claims] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def described(self) -> Claims:
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "session/end"}
        ends = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in names.items()}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **ends}

    def keys(self) -> Claims:
        public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "k1", "alg": "ES256", "use": "sig"}]}

    def authorized(self, asked: dict[str, str]) -> str:
        """Return where the person is sent back."""
        if self.gives_up:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchanged(self, given: dict[str, str]) -> Claims | None:
        """Return the tokens of a code, once, to who knows the secret and the same return address."""
        asked = self.codes.pop(given.get("code", ""), None)
        is_known = (given.get("client_id"), given.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        if asked is None or not is_known or given.get("redirect_uri") != asked["redirect_uri"]:
            return None
        token = secrets.token_urlsafe(16)
        self.tokens.add(token)
        claims = {"nonce": asked["nonce"], "acr": asked["acr_values"], **self.changes_id_token}
        return {"access_token": token, "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, changes: Claims) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": self.subject,
            "iat": now,
            "exp": now + timedelta(minutes=1),
            **changes,
        }
        key = None if self.algorithm == "none" else self.signs_with or self.key
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "k1"})


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.asked.append(parts.path)
        if self.provider.has_gone_away and parts.path != "/authorize":
            self._answer(503, b"away", "text/plain")
        elif parts.path == "/.well-known/openid-configuration":
            self._answer(200, json.dumps(self.provider.described()).encode())
        elif parts.path == "/jwks":
            self._answer(200, json.dumps(self.provider.keys()).encode())
        elif parts.path == "/authorize":
            self._answer(302, b"", location=self.provider.authorized(asked))
        elif parts.path == "/userinfo":
            self._tell()
        elif parts.path == "/session/end":
            self._answer(302, b"", location=f"{asked['post_logout_redirect_uri']}?state={asked['state']}")
        elif parts.path == "/ailleurs":
            self._answer(200, b"<!doctype html><title>Ailleurs</title>", "text/html")
        else:
            self._answer(404, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.provider.asked.append(self.path)
        found = self.provider.exchanged({name: values[0] for name, values in parse_qs(body).items()})
        self._answer(200 if found else 400, json.dumps(found or {"error": "invalid_grant"}).encode())

    def _tell(self) -> None:
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.provider.tokens:
            self._answer(401, b"")
        elif self.provider.userinfo_is_bare:
            self._answer(200, json.dumps({"sub": self.provider.subject}).encode())
        else:
            self._answer(200, self.provider.signed(self.provider.changes_userinfo).encode(), "application/jwt")

    def _answer(self, status: int, body: bytes, kind: str = "application/json", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Run a provider on a free port."""
    provider = Provider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
