"""Draws a piece of template as a page would."""

import re

from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def drawn(source: str, *, path: str = "/", **content: object) -> str:
    """Return the HTML of a piece of template, its white space reduced."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    html = template.render(content, RequestFactory().get(path))
    return re.sub(r">\s+<", "><", re.sub(r"\s*\n\s*", "\n", html)).replace("\n", " ").strip()
