"""The papers: one text gives a DOCX and a PDF/UA; an unknown field is said, and nothing is lost."""

import io
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from docx import Document
from docx.shared import Cm
from pypdf import PdfReader

from belvedere.contexts.projects.actions.papers import produce_deliverable, write_template
from belvedere.contexts.projects.actions.questionnaire import reply
from belvedere.contexts.projects.exports.docx import deliverable_as_docx
from belvedere.contexts.projects.exports.pdf import deliverable_as_pdf
from belvedere.contexts.projects.models import Deliverable, DeliverableTemplate, Project
from belvedere.contexts.projects.queries.fields import FIELDS
from belvedere.contexts.projects.queries.papers import (
    FIELD,
    PROMISING,
    TITLES,
    faults_of,
    filled,
    gaps_in,
    shipped_text,
)
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.refusals import NothingIsOpen, SayWhy, UnknownFields
from belvedere.contexts.projects.states.gates import SHEETS
from belvedere.platform.refusals import NotAllowed
from tests.contexts.projects.world import AFTER, World
from tests.papers import pdf_faults


def test_every_wording_asks_for_known_fields_and_every_gate_for_known_papers() -> None:
    assert {kind: faults_of(shipped_text(kind), FIELDS) for kind in TITLES} == {kind: [] for kind in TITLES}
    produced = {kind for sheet in SHEETS.values() for kind in sheet.deliverables}
    assert produced | {"delib_l5211_11_2"} == set(TITLES)
    used = {name for kind in TITLES for name in FIELD.findall(shipped_text(kind))}
    assert set(FIELDS) - used == {"politique", "pilote"}


def test_a_wording_becomes_blocks() -> None:
    text = "# Titre\nUn {mot}\nsur deux lignes.\n\n- premier\n- {mot}\n{liste}\n\n{tableau}\n\n{rien} et {liste}"
    values = {"mot": "chat", "liste": ["a", "b"], "tableau": [["N°", "Quoi"], ["1", "x"]], "rien": ""}
    assert filled(text, values) == [
        {"kind": "heading", "level": 1, "text": "Titre"},
        {"kind": "paragraph", "text": "Un chat sur deux lignes."},
        {"kind": "list", "items": ["premier", "chat", "a", "b"]},
        {"kind": "table", "rows": [["N°", "Quoi"], ["1", "x"]]},
        {"kind": "paragraph", "text": "[à compléter\u00a0: rien] et a, b"},
    ]
    assert gaps_in(filled(text, values)) == 1


def test_what_is_typed_is_never_read_as_a_wording(world: World, now: datetime) -> None:
    project = world.planned(now)
    Project.objects.update(question="# {projet} <b>ou</b> #let x = 1 ?", open_words="{inconnu}\n- rien")
    made = produce_deliverable(project=project, kind="mandat_concertation", by=world.lead, now=AFTER)
    assert {"kind": "paragraph", "text": "# {projet} <b>ou</b> #let x = 1 ?"} in made.blocks
    assert deliverable_as_pdf(made, author="x", subtitle="y").startswith(b"%PDF")


def test_every_paper_as_an_editable_docx_and_a_tagged_pdf(world: World, now: datetime, tmp_path: Path) -> None:
    project = world.reported(now)
    for kind, title in TITLES.items():
        made = produce_deliverable(project=project, kind=kind, by=world.lead, now=AFTER)
        written = Document(io.BytesIO(deliverable_as_docx(made, author=world.body.name, subtitle="InspiRe")))
        assert (written.core_properties.title, written.core_properties.language) == (title, "fr-FR")
        assert [row.text for row in written.paragraphs if row.style.name == "Title"] == [title]
        tables = [block for block in made.blocks if block["kind"] == "table"]
        assert len(written.tables) == len(tables)
        assert 'w:val="fr-FR"' in written.styles.element.xml
        assert "w:tblHeader" in written.element.xml or not tables
        assert written.element.xml.count("w:cantSplit") == sum(len(table.rows) for table in written.tables)
        assert [row.text for row in written.paragraphs if not row.text.strip()] == []
        assert all(sum(column.width for column in table.columns) <= Cm(16.05) for table in written.tables)
        foot = written.sections[0].footer.paragraphs[0]
        assert (foot.text.split("\t")[0], re.findall('w:instr="(.*?)"', foot._p.xml)) == (
            f"{world.body.name} · {title}",
            ["PAGE", "NUMPAGES"],
        )
        printed = deliverable_as_pdf(made, author=world.body.name, subtitle="InspiRe")
        assert pdf_faults(printed, tmp_path) == [], kind
    reader = PdfReader(io.BytesIO(printed))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], reader.metadata.title) == ("fr", True, title)
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    text = reader.pages[0].extract_text()
    headings = [block["text"] for block in made.blocks if block["kind"] == "heading"]
    places = [text.find(str(heading)) for heading in headings if str(heading) in text]
    assert places == sorted(places)
    assert places


def test_the_report_holds_proofs_figures_and_proposals(world: World, now: datetime) -> None:
    project = world.reported(now)
    made = produce_deliverable(project=project, kind="bilan_concertation", by=world.lead, now=AFTER)
    text = re.sub(r"\s", " ", json.dumps(made.blocks, ensure_ascii=False))
    for told in ("3 600", "Salle 1", "12 octobre 2027", "Passer par la gare", "2027-06-25-12", "25 juin 2027"):
        assert told in text, told
    again = produce_deliverable(project=project, kind="bilan_concertation", by=world.lead, now=AFTER)
    assert (again.pk, Deliverable.objects.count()) == (made.pk, 1)
    Project.objects.update(report_summary="Autre chose.")
    assert produce_deliverable(project=project, kind="bilan_concertation", by=world.lead, now=AFTER).version == 2


def test_no_paper_speaks_of_consultation_where_nothing_is_open(world: World, now: datetime) -> None:
    project = world.planned(now)
    reply(project=project, question="marge", value="rien", by=world.lead, now=now)
    for kind in PROMISING:
        with pytest.raises(NothingIsOpen):
            produce_deliverable(project=project, kind=kind, by=world.lead, now=now)
    assert produce_deliverable(project=project, kind="note_cadrage", by=world.lead, now=now).version == 1


def test_a_body_writes_its_own_wording_and_an_unknown_field_is_refused(
    world: World, elsewhere: World, now: datetime
) -> None:
    project = world.planned(now)
    text = "# Registre\n{projet}, {question_posee}\n{projt}"
    with pytest.raises(UnknownFields) as refused:
        write_template(body=world.body, kind="registre", text=text, by=world.agent, now=now)
    assert refused.value.faults == [
        "Ligne 2 : le champ {question_posee} n’existe pas. Vouliez-vous écrire {question} ?",
        "Ligne 3 : le champ {projt} n’existe pas. Vouliez-vous écrire {projet} ?",
    ]
    for role in (world.lead, world.elected, elsewhere.agent):
        with pytest.raises(NotAllowed):
            write_template(body=world.body, kind="registre", text="# {projet}", by=role, now=now)
    with pytest.raises(SayWhy):
        write_template(body=world.body, kind="registre", text=" ", by=world.agent, now=now)
    write_template(body=world.body, kind="registre", text="# Registre de {projet}", by=world.agent, now=now)
    made = produce_deliverable(project=project, kind="registre", by=world.lead, now=now)
    assert made.blocks == [{"kind": "heading", "level": 1, "text": "Registre de InspiRe"}]
    write_template(body=world.body, kind="registre", text=shipped_text("registre"), by=world.agent, now=now)
    assert DeliverableTemplate.objects.count() == 0


def test_papers_in_the_browser(world: World, now: datetime) -> None:
    world.planned(now)
    client, agent = Client(), Client()
    for one, role in ((client, world.lead), (agent, world.agent)):
        one.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    here = "/espace/projets/inspire/documents/"
    assert client.post(f"{here}registre/produire/").status_code == 302
    docx, pdf = client.get(f"{here}registre/1.docx"), client.get(f"{here}registre/1.pdf")
    assert (docx.content[:2], pdf.content[:4]) == (b"PK", b"%PDF")
    assert docx["Content-Disposition"] == 'attachment; filename="inspire-registre-v1.docx"'
    assert client.get(f"{here}registre/2.pdf").status_code == 404
    assert client.post(f"{here}inconnu/produire/").status_code == 404
    wrong = agent.post("/espace/projets/modeles/registre/", {"text": "# Le {projt}"})
    assert wrong.status_code == 422
    assert "# Le {projt}" in wrong.content.decode()
    assert "Vouliez-vous écrire {projet}" in wrong.content.decode()
    assert full_projects().get().deliverables.count() == 1
