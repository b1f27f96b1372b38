"""A blank sheet to gather supports on paper: numbered, with a QR to the page of the referral."""

from datetime import datetime

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from belvedere.contexts.referrals.models import Referral
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.papers.pdf import render_pdf

LANGUAGE = "fr"  # paper is in the language of the territory, whoever prints it
ROWS = 15


def blank_sheet(referral: Referral, *, number: str, now: datetime) -> bytes:
    """Return a sheet of fifteen lines as a PDF/UA-1."""
    url = settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference])
    with override(LANGUAGE):
        data: dict[str, Value] = {
            "title": _("Feuille de soutiens à la saisine %(reference)s") % {"reference": referral.reference},
            "language": LANGUAGE,
            "footer": referral.body.name,
            "referral": referral.title,
            "request": referral.request,
            "number": _("Feuille n° %(number)s") % {"number": number},
            "columns": [
                _("Nom et prénom"),
                _("Adresse"),
                _("Commune"),
                _("Courriel, si vous voulez des nouvelles"),
                _("Signature"),
            ],
            "rows": ROWS,
            "qr": segno.make(url, error="m", micro=False)
            .svg_inline(border=4)
            .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
            "qr_words": _("Carré à photographier : il ouvre la page de la saisine"),
            "url": url.split("://", 1)[-1],
            "notice": _(
                "Votre signature est comptée par votre commune. Votre nom et votre adresse servent à ne compter chaque "
                "personne qu’une fois ; ils ne sont ni publiés ni gardés par le logiciel."
            ),
        }
    return render_pdf("referrals/sheet", data, created_at=now)
