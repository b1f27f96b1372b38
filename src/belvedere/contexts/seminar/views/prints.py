"""What is printed, from the desk."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from belvedere.contexts.seminar.exports import prints as papers
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.views.access import at_the_desk, desk_page
from belvedere.platform.accounts.request import Request

PAPERS = {
    "conducteur": (_("Conducteur de l’animation"), papers.run_sheet),
    "programme": (_("Programme des participants"), papers.programme_paper),
    "tables": (_("Cartes de table"), papers.table_cards),
    "badges": (_("Badges"), papers.badges),
    "emargement": (_("Liste d’émargement"), papers.signing_list),
}


@require_safe
@at_the_desk
def prints(request: Request, seminar: Seminar) -> HttpResponseBase:
    """The list of what can be printed."""
    rows = [(label, name) for name, (label, _make) in PAPERS.items()]
    return desk_page(request, seminar, "prints", {"rows": rows})


@require_safe
@at_the_desk
def paper(_request: Request, seminar: Seminar, name: str) -> HttpResponseBase:
    """One of them, as a PDF/UA."""
    if name not in PAPERS:
        raise Http404
    content = PAPERS[name][1](seminar, now=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{seminar.slug}-{name}.pdf"'
    return response
