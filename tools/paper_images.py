"""Write docs/images/deliverables/: ``python -m tools.paper_images`` (needs LibreOffice and poppler-utils).

Each paper of the demonstration's InspiRe, as its DOCX is opened by LibreOffice, page by page on one picture. What the
demonstration has not lived yet (vote, proofs, report) is lived here in a transaction that is undone. With
``BELVEDERE_DATA_DIR`` and ``BELVEDERE_DATABASE_URL`` naming a site where the demonstration is, that one is read.
"""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from belvedere.contexts.projects.models import Project
    from belvedere.platform.accounts.models import Role

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images" / "deliverables"
AFTER = datetime(2027, 12, 18, 9, 0, tzinfo=UTC)
VOTED_ON, PROVEN_ON, REPORTED_ON = date(2027, 6, 25), date(2027, 10, 12), date(2027, 12, 17)
PAPER = b"%PDF-1.7\n%%EOF\n"
PAGE_WIDTH, COLOURS, MOST_PAGES = 620, 16, 4


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="belvedere-papers-") as name:
        folder = Path(name)
        if "BELVEDERE_DATABASE_URL" not in os.environ:
            os.environ["BELVEDERE_DATABASE_URL"] = f"sqlite:///{folder}/site.sqlite3"
            os.environ["BELVEDERE_DATA_DIR"] = str(folder)
        write_papers(folder)
        papers = sorted(folder.glob("*.docx"))
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, *papers],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        IMAGES.mkdir(parents=True, exist_ok=True)
        for paper in papers:
            draw(paper.with_suffix(".pdf"))
    print(f"{len(papers)} papers drawn in {IMAGES.relative_to(ROOT)}")


def write_papers(folder: Path) -> None:
    """Write every paper of InspiRe in a folder, and leave the site as it was."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- Django must be set up first
    from django.db import transaction  # noqa: PLC0415 -- as above
    from django_scopes import scope  # noqa: PLC0415 -- as above

    from belvedere.config.demonstration import is_empty  # noqa: PLC0415 -- as above
    from belvedere.contexts.projects.actions.papers import produce_deliverable  # noqa: PLC0415 -- as above
    from belvedere.contexts.projects.exports.docx import deliverable_as_docx  # noqa: PLC0415 -- as above
    from belvedere.contexts.projects.queries.papers import TITLES  # noqa: PLC0415 -- as above
    from belvedere.contexts.projects.queries.projects import full_projects  # noqa: PLC0415 -- as above
    from belvedere.platform.accounts.queries import roles_of_body  # noqa: PLC0415 -- as above
    from belvedere.platform.accounts.states import RoleKind  # noqa: PLC0415 -- as above
    from belvedere.platform.territory.models import Territory  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    if is_empty():
        call_command("demo", verbosity=0)
    with scope(territory=Territory.objects.get()), transaction.atomic():
        project = full_projects().get(name="InspiRe")
        people = {role.kind: role for role in roles_of_body(body=project.body, on=AFTER.date())}
        lead = people[RoleKind.DEPARTMENT]
        report(project, lead, people[RoleKind.AGENT])
        for kind in TITLES:
            made = produce_deliverable(project=project, kind=kind, by=lead, now=AFTER)
            subtitle = f"{project.name} · {project.reference} · version {made.version}"
            content = deliverable_as_docx(made, author=project.body.name, subtitle=subtitle)
            (folder / f"{kind}.docx").write_bytes(content)
        transaction.set_rollback(True)


def report(project: "Project", lead: "Role", agent: "Role") -> None:
    """Live what the demonstration has not lived yet: the vote, a proof of each modality, proposals, the report."""
    from belvedere.contexts.projects.actions import consultation  # noqa: PLC0415 -- Django must be set up first
    from belvedere.contexts.projects.states import ProofKind  # noqa: PLC0415 -- as above

    consultation.record_vote_of_terms(project=project, on=VOTED_ON, act="2027-06-25-12", by=agent, now=AFTER)
    for term in project.terms.all():
        title, content = f"Photographie n°\u00a0{term.number}", PAPER + str(term.number).encode()
        consultation.prove_term(
            term=term, kind=ProofKind.PHOTO, title=title, dated_on=PROVEN_ON, content=content, by=lead, now=AFTER
        )
    for text, contributions, is_minority in (
        ("Passer par la gare plutôt que par le boulevard, pour que le train et le bus se rejoignent", 1200, False),
        ("Garder une place de livraison devant chaque marché", 240, False),
        ("Ne pas retirer d’arrêt entre deux stations", 31, True),
    ):
        consultation.group_proposal(
            project=project, text=text, contributions=contributions, is_minority=is_minority, by=lead, now=AFTER
        )
    consultation.close_report(
        project=project,
        on=REPORTED_ON,
        contributions=3600,
        summary="Le tracé par la gare l’emporte.",
        by=agent,
        now=AFTER,
    )


def draw(printed: Path) -> None:
    """Draw the first pages of a PDF side by side, in few colours."""
    subprocess.run(
        ["pdftoppm", "-png", "-scale-to-x", str(PAGE_WIDTH), "-scale-to-y", "-1", printed, printed.with_suffix("")],
        check=True,
    )
    pages = [Image.open(path).convert("RGB") for path in sorted(printed.parent.glob(f"{printed.stem}-*.png"))]
    shown = pages[:MOST_PAGES]
    picture = Image.new("RGB", (PAGE_WIDTH * len(shown), max(page.height for page in shown)), "white")
    for number, page in enumerate(shown):
        picture.paste(page, (PAGE_WIDTH * number, 0))
        edge = PAGE_WIDTH * (number + 1) - 1
        ImageDraw.Draw(picture).line((edge, 0, edge, picture.height), fill="#999999")
    target = IMAGES / f"{printed.stem}.png"
    picture.quantize(COLOURS).save(target, optimize=True)
    print(f"{target.name}: {len(pages)} pages, {target.stat().st_size / 1000:.0f} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
