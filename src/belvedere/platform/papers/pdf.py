"""Accessible PDF from data, by typst."""

import json
from datetime import datetime
from pathlib import Path

import typst
from django.apps import apps

from belvedere.engines.ledger.canonical import Value


class NoSuchPaper(LookupError):
    """No app has this template in its ``papers`` folder."""


def _template(name: str) -> Path:
    app, _, file = name.partition("/")
    path = Path(apps.get_app_config(app).path) / "papers" / f"{file}.typ"
    if not path.is_file():
        raise NoSuchPaper(name)
    return path


def render_pdf(name: str, data: "dict[str, Value]", *, created_at: datetime) -> bytes:
    """Return a PDF/UA-1 made from ``<app>/papers/<file>.typ`` (named ``app/file``) and its data.

    ``data`` needs ``title`` and ``language``: a PDF without them is not accessible, and typst refuses it.
    """
    shared = Path(__file__).parent / "papers" / "page.typ"
    source = _template(name).read_text(encoding="utf-8")
    document = f"{shared.read_text(encoding='utf-8')}\n{source}"
    return typst.compile(
        document.encode(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=created_at.replace(microsecond=0),  # typst refuses fractions of a second
    )
