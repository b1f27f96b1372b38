"""A site that is told: a real HTTPS server of this machine, with a certificate made for the run."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Receiver:
    """What it answers, and what it was told: path, headers and body of each call; what it holds for who reads it."""

    host: str
    certificate: Path
    status: int = 204
    location: str = ""
    told: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    content: bytes = b""
    etag: str = ""

    @property
    def url(self) -> str:
        return f"https://{self.host}/belvedere?de=nous"


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.receiver.told.append((self.path, dict(self.headers), body))
        self.send_response(self.receiver.status)
        if self.receiver.location:
            self.send_header("Location", self.receiver.location)
        self.end_headers()

    def do_GET(self) -> None:
        receiver = self.receiver
        receiver.told.append((self.path, dict(self.headers), b""))
        is_known = bool(receiver.etag) and self.headers.get("If-None-Match") == receiver.etag
        self.send_response(304 if is_known else receiver.status)
        self.send_header("ETag", receiver.etag)
        if receiver.location:
            self.send_header("Location", receiver.location)
        self.end_headers()
        if not is_known:
            self.wfile.write(receiver.content)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "recevoir")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificat.pem", folder / "cle.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate, secret


@contextmanager
def running_receiver(folder: Path) -> Iterator[Receiver]:
    """Run a receiver on a free port."""
    certificate, secret = _certificate(folder)
    receiver = Receiver("", certificate)
    handler = type("Handler", (_Handler,), {"receiver": receiver})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, secret)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        receiver.host = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
