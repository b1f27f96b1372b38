"""The report of a seminar in blocks: the same for its PDF and its DOCX."""

from datetime import datetime

from django.utils.translation import gettext as _

from belvedere.contexts.seminar.models import Cluster, Poll, Seminar
from belvedere.contexts.seminar.queries.reading import Record, record_of
from belvedere.contexts.seminar.queries.seminars import colleges_of, programme_of
from belvedere.contexts.seminar.states import Grade, OutcomeKind, PollRule
from belvedere.contexts.seminar.words import GRADE_LABELS, OUTCOME_LABELS, RULE_LABELS, RULE_SENTENCES
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.languages import language_of_page
from belvedere.platform.papers.docx import render_docx
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.ui.templatetags.ui import number

Block = dict[str, object]


def subtitle_of(seminar: Seminar) -> str:
    words = _("%(body)s, du %(begin)s au %(end)s")
    if seminar.ends_on == seminar.starts_on:
        words = _("%(body)s, le %(begin)s")
    begin, end = f"{seminar.starts_on:%d/%m/%Y}", f"{seminar.ends_on:%d/%m/%Y}"
    return words % {"body": seminar.body.name, "begin": begin, "end": end}


def report_as_pdf(seminar: Seminar, *, now: datetime) -> bytes:
    """Return the report as a PDF/UA-1."""
    data: dict[str, Value] = {
        "title": seminar.title,
        "language": language_of_page(),
        "author": seminar.body.name,
        "footer": f"{seminar.territory.name} · {seminar.title}",
        "subtitle": subtitle_of(seminar),
        "mark": _("Contenu de démonstration") if seminar.is_demonstration else "",
        "blocks": blocks_of(seminar),  # type: ignore[dict-item]  # blocks are JSON
    }
    return render_pdf("seminar/report", data, created_at=now)


def report_as_docx(seminar: Seminar, *, now: datetime) -> bytes:
    """Return the report as a DOCX."""
    return render_docx(
        title=seminar.title,
        author=seminar.body.name,
        subtitle=subtitle_of(seminar),
        at=now,
        blocks=blocks_of(seminar),
    )


def _heading(text: str, level: int = 1) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def _text(text: str) -> Block:
    return {"kind": "paragraph", "text": text}


def blocks_of(seminar: Seminar) -> list[Block]:
    """Return the report: the question, what it concludes, who came, clusters with their contributions, votes."""
    record = record_of(seminar)
    blocks = [_text(seminar.purpose)]
    if seminar.lessons:
        blocks += [_heading(_("Ce que le séminaire conclut")), *map(_text, seminar.lessons.splitlines())]
    blocks += _people(seminar)
    blocks += _programme(seminar)
    blocks.append(_heading(_("Ce qui a été dit, et ce que cela devient")))
    for cluster, is_chosen in record.clusters:
        blocks += _cluster(cluster, is_chosen=is_chosen)
    for poll in record.polls:
        blocks += _poll(poll)
    blocks += _tables(record)
    if record.evaluation is not None:
        found = record.evaluation
        facts = {name: number(vars(found)[name]) for name in ("count", "useful", "heard", "met")}
        words = _("%(count)s réponses, de 1 à 5 : utile %(useful)s, entendu %(heard)s, rencontres %(met)s.")
        blocks += [_heading(_("Ce qu’en disent les participants")), _text(words % facts)]
    return blocks


def _people(seminar: Seminar) -> list[Block]:
    rows = [[_("Collège"), _("Places"), _("Présents")]]
    rows += [[row.name, str(row.quota), str(vars(row)["here"])] for row in colleges_of(seminar)]
    return [_heading(_("Qui était là")), {"kind": "table", "rows": rows}]


def _programme(seminar: Seminar) -> list[Block]:
    rows = [[_("Jour"), _("Heure"), _("Séquence"), _("Question")]]
    for day in programme_of(seminar).days:
        for line in day.lines:
            question = line.round.question if line.round else ""
            rows.append([f"{day.date:%d/%m}", f"{line.begins:%H:%M}", line.sequence.title, question])
    return [_heading(_("Le programme")), {"kind": "table", "rows": rows}] if len(rows) > 1 else []


def _cluster(cluster: Cluster, *, is_chosen: bool) -> list[Block]:
    title = f"{cluster.number} · {cluster.name}"
    blocks = [_heading(_("%(title)s (retenu par le vote)") % {"title": title} if is_chosen else title, 2)]
    if cluster.summary:
        blocks.append(_text(cluster.summary))
    words = _("« %(text)s » (tour %(round)s, table %(table)s)")
    items = [
        words % {"text": row.text, "round": row.round.number, "table": row.table} for row in cluster.contributions.all()
    ]
    if items:
        blocks.append({"kind": "list", "items": items})
    if cluster.minority:
        blocks.append(_text(_("Positions minoritaires : %(text)s") % {"text": cluster.minority}))
    blocks += [
        _text(_("Devenu : %(what)s %(reference)s, %(title)s") % {
            "what": OUTCOME_LABELS[OutcomeKind(row.kind)], "reference": row.reference, "title": row.title,
        })
        for row in cluster.outcomes.all()
    ]  # fmt: skip
    return blocks


def _poll(poll: Poll) -> list[Block]:
    rule = PollRule(poll.rule)
    rows = [[_("Rang"), _("Groupe"), _("Retenu"), _("Soutiens ou mention")]]
    for row in poll.result.get("rows", []):
        figure = str(row["supports"]) if rule != PollRule.JUDGEMENT else _grade(row["grade"])
        rows.append([str(row["place"]), row["name"], _("oui") if row["is_chosen"] else _("non"), figure])
    head = _("Vote %(number)s : %(title)s") % {"number": poll.number, "title": poll.title}
    words = _("%(rule)s, %(ballots)s bulletins.")
    facts = {"rule": RULE_LABELS[rule], "ballots": poll.result.get("ballots", 0)}
    return [_heading(head), _text(words % facts), _text(str(RULE_SENTENCES[rule])), {"kind": "table", "rows": rows}]


def _grade(code: str) -> str:
    return str(GRADE_LABELS[Grade(code)]) if code else ""


def _tables(record: Record) -> list[Block]:
    if not record.reports:
        return []
    blocks = [_heading(_("Ce que chaque table a rapporté"))]
    for row in record.reports:
        head = _("Tour %(round)s, table %(table)s") % {"round": row.round.number, "table": row.table}
        blocks += [_heading(head, 2), _text(row.text)]
        if row.minority:
            blocks.append(_text(_("Non partagé : %(text)s") % {"text": row.minority}))
    return blocks
