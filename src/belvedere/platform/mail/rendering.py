"""Turns a pair of templates into a subject, a text and an HTML body."""

import textwrap
from dataclasses import dataclass
from typing import Any  # each template has its own context

from django.conf import settings
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation

_WIDTH = 78
_SUBJECT_LENGTH = 200


@dataclass(frozen=True)
class Letter:
    """What a mail says."""

    subject: str
    text: str
    html: str


def render_letter(template: str, context: dict[str, Any], *, language: str) -> Letter:
    """Render ``<template>.txt`` (subject, blank line, text) and ``<template>.html`` in a language."""
    context = {"public_url": settings.PUBLIC_URL, "why": "", **context, "language": language}
    with translation.override(language):
        subject, _, text = _rendered(f"{template}.txt", context, autoescape=False).lstrip().partition("\n")
        subject = " ".join(subject.split())[:_SUBJECT_LENGTH]
        footer = _rendered("mail/footer.txt", context, autoescape=False)
        html = _rendered(f"{template}.html", {**context, "subject": subject}, autoescape=True)
    return Letter(subject, f"{wrapped(text.strip())}\n\n-- \n{wrapped(footer.strip())}\n", html)


def _rendered(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)  # noqa: S101 -- the type of the only engine that settings name
    return engine.engine.get_template(name).render(Context(context, autoescape=autoescape))


def wrapped(text: str) -> str:
    """Fold long lines without ever cutting a link."""
    return "\n".join(
        textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.splitlines()
    )
