"""What is printed for the day: run sheet, programme, table cards, badges, signing-in list."""

from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from belvedere.contexts.seminar.exports.report import subtitle_of
from belvedere.contexts.seminar.models import Guest, Seminar
from belvedere.contexts.seminar.queries.seating import tables_by_guest
from belvedere.contexts.seminar.queries.seminars import Line, colleges_of, guests_of, programme_of, table_key
from belvedere.contexts.seminar.queries.tables import rounds_of
from belvedere.contexts.seminar.states import GuestState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.languages import language_of_page
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.ui.templatetags.ui import day as in_words

WHOLE_LIST = 12  # a list no longer than this is not cut by the end of a page (papers/signing.typ)
SIGNED_DAYS = 4


def qr_svg(text: str) -> str:
    """Return a QR code as SVG: error correction M, a quiet zone of four modules, as the standard asks."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(border=4)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _data(seminar: Seminar, title: str) -> dict[str, Value]:
    return {
        "title": title,
        "language": language_of_page(),
        "author": seminar.body.name,
        "footer": f"{seminar.body.name} · {seminar.title}",
        "subtitle": f"{seminar.title} · {subtitle_of(seminar)}",
    }


def run_sheet(seminar: Seminar, *, now: datetime) -> bytes:
    """Return what who facilitates keeps in hand: hours, objective, method, materials, who, where."""
    head: list[Value] = [_("Heure"), _("Séquence et objectif"), _("Méthode et matériel"), _("Qui, où")]
    data = _data(seminar, _("Conducteur")) | {
        "purpose": "", "head": head, "is_detailed": True, "nothing": _("Le programme est encore vide.")
    }  # fmt: skip
    days: list[Value] = []
    for day in programme_of(seminar).days:
        rows: list[Value] = [_detailed(line) for line in day.lines]
        days.append({"heading": in_words(day.date), "rows": rows})
    return render_pdf("seminar/programme", {**data, "days": days}, created_at=now)


def _detailed(line: Line) -> list[Value]:
    row = line.sequence
    question = _("Tour %(n)s, %(tables)s tables de %(seats)s : %(question)s")
    what = [row.title, row.objective]
    if line.round is not None:
        facts = vars(line.round) | {"n": line.round.number}
        what.append(question % facts)
    how = [line.method.title if line.method else "", row.materials]
    who = [row.facilitators, row.room]
    hours = f"{line.begins:%H:%M}\n{line.ends:%H:%M}"
    return [hours, *("\n".join(part for part in parts if part) for parts in (what, how, who))]


def programme_paper(seminar: Seminar, *, now: datetime) -> bytes:
    """Return the programme for participants; without the column of rooms if no room is known."""
    planned = programme_of(seminar).days
    has_rooms = any(line.sequence.room for day in planned for line in day.lines)
    head: list[Value] = [_("Heure"), _("Séquence"), *([_("Salle")] if has_rooms else [])]
    data = _data(seminar, _("Programme")) | {
        "purpose": seminar.purpose, "head": head, "is_detailed": False, "nothing": _("Le programme est encore vide.")
    }  # fmt: skip
    days: list[Value] = []
    for day in planned:
        rows: list[Value] = [_shown(line)[: len(head)] for line in day.lines]
        days.append({"heading": in_words(day.date), "rows": rows})
    return render_pdf("seminar/programme", {**data, "days": days}, created_at=now)


def _shown(line: Line) -> list[Value]:
    what = "\n".join(filter(None, (line.sequence.title, line.round.question if line.round else "")))
    return [f"{line.begins:%H:%M} – {line.ends:%H:%M}", what, line.sequence.room]


def table_cards(seminar: Seminar, *, now: datetime) -> bytes:
    """Return a card by table, with the square that opens its page."""
    tables = max((row.tables for row in rounds_of(seminar)), default=0)
    cards: list[Value] = []
    for number in range(1, tables + 1):
        link = settings.PUBLIC_URL + reverse("seminar:table", args=[seminar.slug, number, table_key(seminar, number)])
        cards.append({"word": _("Table"), "number": str(number), "qr": qr_svg(link), "address": link})
    data = _data(seminar, _("Cartes de table")) | {
        "cards": cards,
        "nothing": _("Aucun tour de table n’est prévu."),
        "how": _("Photographiez ce carré : la page de votre table s’ouvre, sans compte."),
        "note": _(
            "Ce que vous écrivez est signé de la table, jamais de votre nom. Sans réseau, votre téléphone le garde."
        ),
        "qr_words": _("Carré à photographier : il ouvre la page de la table"),
    }
    return render_pdf("seminar/cards", data, created_at=now)


def badges(seminar: Seminar, *, now: datetime) -> bytes:
    """Return the badges of who is expected, with the tables of each round."""
    places = tables_by_guest(seminar)
    expected = guests_of(seminar).exclude(state=GuestState.DECLINED.value)
    rows: list[Value] = [_badge(seminar, guest, places.get(guest.pk, {})) for guest in expected]
    data = _data(seminar, _("Badges")) | {
        "badges": rows,
        "subject": seminar.title,
        "nobody": _("Personne n’est attendu pour le moment."),
        "qr_words": _("Carré à photographier : il ouvre la page de cette personne"),
    }
    return render_pdf("seminar/badges", data, created_at=now)


def _badge(seminar: Seminar, guest: Guest, tables: dict[int, int]) -> dict[str, Value]:
    said = [_("tour %(n)s : table %(table)s") % {"n": number, "table": tables[number]} for number in sorted(tables)]
    return {
        "name": guest.name,
        "organisation": guest.organisation,
        "college": guest.college.name,
        "tables": " · ".join(one.replace(" ", "\u00a0") for one in said),
        "qr": qr_svg(settings.PUBLIC_URL + reverse("seminar:guest", args=[seminar.slug, guest.code])),
    }


def signing_list(seminar: Seminar, *, now: datetime) -> bytes:
    """Return the list on which people sign, by college, once for each day."""
    guests = list(guests_of(seminar).exclude(state=GuestState.DECLINED.value))
    signatures = _signatures(seminar)
    colleges: list[Value] = []
    for college in colleges_of(seminar):
        rows: list[Value] = [
            [str(guest.number), guest.name, guest.organisation, *[""] * len(signatures)]
            for guest in guests
            if guest.college_id == college.pk
        ]
        named = _("Nom (%(college)s)") % {"college": college.name}
        head: list[Value] = [_("N°"), named if len(rows) > WHOLE_LIST else _("Nom"), _("Organisme"), *signatures]
        if rows:
            colleges.append({"heading": college.name, "rows": rows, "head": head})
    data = _data(seminar, _("Liste d’émargement")) | {
        "colleges": colleges,
        "signatures": len(signatures),
        "nobody": _("Personne n’est attendu pour le moment."),
    }
    return render_pdf("seminar/signing", data, created_at=now)


def _signatures(seminar: Seminar) -> list[str]:
    """Return the heads of the columns where one signs: one a day, or one for all when the days are too many."""
    count = (seminar.ends_on - seminar.starts_on).days + 1
    if not 1 < count <= SIGNED_DAYS:
        return [_("Signature")]
    days = [seminar.starts_on + timedelta(days=rank) for rank in range(count)]
    return [_("Signature du %(day)s") % {"day": f"{one:%d/%m}"} for one in days]
