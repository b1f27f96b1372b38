"""Mails read from files: .eml (one mail) and .mbox (many), bounded; text only, what they joined is named."""

import hashlib
import mailbox
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST_MAILS = 2000
LONGEST_TEXT = 10_000
LONGEST_NAME = 120


@dataclass(frozen=True)
class Mail:
    """What is kept of a mail: its words, who sent it, when; ``digest`` knows it again."""

    text: str
    name: str
    email: str
    sent_at: datetime | None
    digest: str


def read_mails(content: bytes) -> list[Mail]:
    """Return the mails of a file that say something; none when it is no mailbox. O(bytes)."""
    messages = _of_mbox(content) if content.startswith(b"From ") else iter([content])
    found = (_mail(raw) for _place, raw in zip(range(MOST_MAILS), messages, strict=False))
    return [mail for mail in found if mail is not None]


def _of_mbox(content: bytes) -> Iterator[bytes]:
    with tempfile.NamedTemporaryFile(suffix=".mbox") as file:
        file.write(content)
        file.flush()
        box = mailbox.mbox(file.name, create=False)
        for key in box.iterkeys():
            yield box.get_bytes(key)
        box.close()


def _mail(raw: bytes) -> Mail | None:
    try:
        message = message_from_bytes(raw, policy=policy.default)
        if not isinstance(message, EmailMessage) or message["From"] is None:
            return None
        text = _text(message)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):
        return None  # a mail that cannot be decoded is left to a person
    if not text:
        return None
    name, address = parseaddr(str(message["From"]))
    identity = str(message["Message-ID"] or "") + text
    return Mail(
        text=text,
        name=name[:LONGEST_NAME],
        email=_address(address),
        sent_at=_sent_at(message),
        digest=hashlib.sha256(identity.encode()).hexdigest(),
    )


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    words = part.get_content()
    if part.get_content_type() == "text/html":
        reader = _Words()
        reader.feed(words)
        words = "".join(reader.found)
    subject = str(message["Subject"] or "").strip()
    joined = [name for file in message.iter_attachments() if (name := file.get_filename())]
    lines = [subject, words.replace("\x00", "").strip(), *(f"[{name}]" for name in joined)]
    return "\n\n".join(line for line in lines if line)[:LONGEST_TEXT].strip()


def _address(address: str) -> str:
    with suppress(ValidationError):
        validate_email(address)
        return address
    return ""


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


class _Words(HTMLParser):
    """The words of a page, without what browsers do not show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- html.parser's
        self._hidden += tag in {"script", "style"}
        if tag in {"p", "br", "div", "li", "tr"}:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)
