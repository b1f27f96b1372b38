"""The letters of a batch as one PDF, each on its page, in address order, with its code and its QR."""

from collections.abc import Sequence
from datetime import datetime

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from belvedere.contexts.panels.models import Campaign, Invitation
from belvedere.contexts.panels.queries.register import code_of, shown_code
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.ui.templatetags.ui import day, plain_day

LANGUAGE = "fr"  # letters are in the language of the territory, whoever prints them


def letters_pdf(campaign: Campaign, letters: Sequence[Invitation], *, is_reminder: bool, now: datetime) -> bytes:
    """Return the letters as a PDF/UA-1; words are chosen here, the template only lays them out."""
    with override(LANGUAGE):
        data = _data(campaign, letters, is_reminder=is_reminder, now=now)
    return render_pdf("panels/letters", data, created_at=now)


def _data(campaign: Campaign, letters: Sequence[Invitation], *, is_reminder: bool, now: datetime) -> dict[str, Value]:
    body = campaign.body
    return {
        "title": _("Lettres du recrutement %(reference)s") % {"reference": campaign.reference},
        "language": LANGUAGE,
        "footer": body.name,
        "sender": [body.name, body.street, f"{body.postal_code} {body.city}".strip(), body.phone],
        "date": plain_day(now),
        "object": _words_of_object(campaign, is_reminder=is_reminder),
        "paragraphs": _paragraphs(campaign, is_reminder=is_reminder),
        "how": _("Pour répondre, en trois minutes"),
        "by_web": _("Avec un téléphone : photographiez ce carré. Sur un ordinateur :"),
        "web": f"{settings.PUBLIC_URL}{reverse('panels:code')}".split("://", 1)[-1],
        "code_words": _("Votre code personnel"),
        "by_phone": _("Par téléphone : %(phone)s. Nous remplissons avec vous.") % {"phone": body.phone}
        if body.phone
        else "",
        "notice_title": _("Vos données"),
        "notice": _notice(campaign),
        "signature": body.name,
        "letters": [_letter(campaign, row) for row in letters],
    }


def _letter(campaign: Campaign, row: Invitation) -> Value:
    address = row.address
    if address is None:  # letters_of_batch gives letters that still have an address
        raise ValueError(row.pk)
    code = code_of(row, campaign)
    lines = [
        address.addressee or _("Aux habitants"),
        address.complement,
        address.street,
        f"{address.postal_code} {address.city.upper()}".strip(),
    ]
    return {
        "address": [line for line in lines if line],
        "code": shown_code(code),
        "qr": qr_svg(settings.PUBLIC_URL + reverse("panels:sign_up", args=[code])),
        "qr_words": _("Carré à photographier : il ouvre la page d’inscription avec votre code"),
        "mark": f"{campaign.reference} · {row.batch}/{row.rank}",
    }


def qr_svg(text: str) -> str:
    """Return a QR code as SVG: error correction M, a quiet zone of four modules, as the standard asks."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(border=4)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _words_of_object(campaign: Campaign, *, is_reminder: bool) -> str:
    words = (
        _("Rappel : vous pouvez encore participer à « %(title)s »")
        if is_reminder
        else _("Votre adresse est tirée au sort pour « %(title)s »")
    )
    return words % {"title": campaign.title}


def _paragraphs(campaign: Campaign, *, is_reminder: bool) -> list[Value]:
    names = {
        "body": campaign.body.name,
        "size": campaign.size,
        "begin": plain_day(campaign.starts_on),
        "end": plain_day(campaign.ends_on),
        "until": day(campaign.responses_until),
        "age": campaign.minimum_age_years,
    }
    opening = (
        _("Nous vous avons écrit il y a peu. Sans réponse de votre part, nous vous relançons une fois, une seule.")
        if is_reminder
        else _("Madame, Monsieur, votre adresse a été tirée au sort parmi celles des communes. Voici pourquoi.")
    )
    return [
        opening,
        campaign.purpose,
        _("%(body)s réunit %(size)d habitants, du %(begin)s au %(end)s. Aucune connaissance n’est demandée.") % names,
        _(
            "Une personne de votre foyer, de %(age)d ans ou plus, peut s’inscrire jusqu’au %(until)s. Parmi les "
            "inscrits, un second tirage au sort, public et vérifiable, désignera le panel."
        )
        % names,
    ]


def _notice(campaign: Campaign) -> str:
    words = _(
        "Adresses : %(source)s. Elles servent à ces lettres et sont effacées le %(addresses)s. Les réponses de "
        "ceux qui ne sont pas tirés sont effacées le %(candidates)s. Mission d’intérêt public (RGPD, articles 6-1-e "
        "et 14). Vous pouvez demander l’accès, la rectification ou l’effacement à %(email)s, et saisir la CNIL."
    )
    return words % {
        "source": campaign.register_source or _("registre communiqué par les communes"),
        "addresses": plain_day(campaign.addresses_kept_until),
        "candidates": plain_day(campaign.candidates_kept_until),
        "email": campaign.body.email or campaign.body.name,
    }
