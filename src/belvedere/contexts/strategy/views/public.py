"""Public pages: the strategy in force, its versions and what changed, its commitments, its rules, its maturity."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from belvedere.contexts.strategy.exports import COMMITMENT_COLUMNS, COVERAGE_COLUMNS
from belvedere.contexts.strategy.exports.paper import version_as_pdf
from belvedere.contexts.strategy.models import StrategyVersion
from belvedere.contexts.strategy.queries import coverage as matrix
from belvedere.contexts.strategy.queries import documents
from belvedere.contexts.strategy.queries.commitments import commitment_on, commitments_on, story_of
from belvedere.contexts.strategy.queries.maturity import standings
from belvedere.contexts.strategy.queries.settings import numbers_on, values_on
from belvedere.contexts.strategy.queries.subsidiarity import check_events, coming_plans, latest_waivers
from belvedere.contexts.strategy.states import Coverage, ElementKind, Keeping, VersionState
from belvedere.contexts.strategy.views.tabs import tabs
from belvedere.contexts.strategy.words import (
    AMENDMENT_KINDS,
    AMENDMENT_LABELS,
    CHANGE_LABELS,
    COVERAGE_LABELS,
    ELEMENT_LABELS,
    LEVEL_LABELS,
    VERSION_LABELS,
    AmendmentState,
    Change,
    said,
)
from belvedere.engines.rules.subsidiarity.ruleset import shipped_rules
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory.states import Level

HOME = "/strategie/"


@require_safe
def strategy(request: HttpRequest) -> HttpResponse:
    """The version in force: principles, axes, objectives, and each commitment with what its test says."""
    today = timezone.localdate()
    version = documents.version_in_force(today)
    content: dict[str, object] = {"tabs": tabs("strategy"), "version": version}
    if version is not None:
        tree = documents.tree_of(documents.elements_of(version))
        tested = commitments_on(today)
        content |= {
            "principles": tree[ElementKind.PRINCIPLE],
            "axes": tree[ElementKind.AXIS],
            "axis_keys": [node.element.key for node in tree[ElementKind.AXIS]],
            "tested": {row.element.key: row for row in tested},
            "kept": sum(row.keeping == Keeping.KEPT for row in tested),
            "not_kept": sum(row.keeping == Keeping.NOT_KEPT for row in tested),
            "others": sum(row.keeping in {Keeping.NOT_MEASURABLE, Keeping.NOT_DUE} for row in tested),
        }
    content["under_way"] = documents.public_versions().exclude(state=VersionState.ADOPTED.value).first()
    return render(request, "strategy/strategy.html", content)


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version that anyone may read."""
    rows = [(version, VERSION_LABELS[VersionState(version.state)]) for version in documents.public_versions()]
    return render(request, "strategy/versions.html", {"tabs": tabs("versions"), "rows": rows})


def _public_version(number: int) -> StrategyVersion:
    version = documents.public_versions().filter(number=number).first()
    if version is None:
        raise Http404
    return version


@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version whole, with its amendments, their arbitration and the comments."""
    found = _public_version(number)
    tree = documents.tree_of(documents.elements_of(found))
    amendments = [
        (
            row,
            CHANGE_LABELS[Change(row.change)],
            ELEMENT_LABELS[ElementKind(row.kind)],
            AMENDMENT_LABELS[AmendmentState(row.state)],
            AMENDMENT_KINDS[AmendmentState(row.state)],
        )
        for row in documents.amendments_of(found)
    ]
    content = {
        "version": found,
        "state": VERSION_LABELS[VersionState(found.state)],
        "principles": tree[ElementKind.PRINCIPLE],
        "axes": tree[ElementKind.AXIS],
        "amendments": amendments,
        "comments": list(documents.comments_of(found)),
        "former": documents.public_versions().filter(number__lt=number, state=VersionState.ADOPTED.value).first(),
        "breadcrumb": [(_("Stratégie"), HOME), (_("Versions"), f"{HOME}versions/"), (found.title, "")],
    }
    return render(request, "strategy/version.html", content)


@require_safe
def difference(request: HttpRequest, number: int) -> HttpResponse:
    """What changed between two versions, word by word; ``?avec=`` names the other, by default the one before."""
    new = _public_version(number)
    others = documents.public_versions().exclude(number=number)
    asked = request.GET.get("avec", "")
    chosen = others.filter(number=int(asked)) if asked.isdecimal() else others.filter(number__lt=number)
    old = chosen.first()
    if old is None:
        raise Http404
    found = documents.difference_between(documents.elements_of(old), documents.elements_of(new))
    content = {
        "old": old,
        "new": new,
        "found": found,
        "others": list(others),
        "breadcrumb": [(_("Stratégie"), HOME), (new.title, f"{HOME}versions/{number}/"), (_("Ce qui a changé"), "")],
    }
    return render(request, "strategy/difference.html", content)


@require_safe
def version_pdf(_request: HttpRequest, number: int) -> HttpResponse:
    """One version as an accessible PDF."""
    response = HttpResponse(version_as_pdf(_public_version(number), now=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="strategie-version-{number}.pdf"'
    return response


@require_safe
def commitments(request: HttpRequest) -> HttpResponseBase:
    """Each commitment with the figures of its test."""
    today = timezone.localdate()
    rows = commitments_on(today)
    file = table_response(request.GET.get("format", ""), "engagements-testes", COMMITMENT_COLUMNS, rows)
    if file is not None:
        return file
    return render(request, "strategy/commitments.html", {"tabs": tabs("commitments"), "rows": rows, "today": today})


@require_safe
def commitment(request: HttpRequest, key: str) -> HttpResponse:
    """One commitment: its test, its definition, its figures, each time that its word changed."""
    found = commitment_on(key, timezone.localdate())
    if found is None:
        raise Http404
    content = {
        "row": found,
        "story": story_of(key),
        "today": timezone.localdate(),
        "breadcrumb": [(_("Stratégie"), HOME), (_("Engagements testés"), f"{HOME}engagements/"), (key, "")],
    }
    return render(request, "strategy/commitment.html", content)


@require_safe
def coverage(request: HttpRequest) -> HttpResponseBase:
    """The matrix: levels × competences."""
    today = timezone.localdate()
    rows = matrix.matrix(today=today, values=values_on(today))
    cells = [cell for row in rows for cell in row.cells]
    file = table_response(request.GET.get("format", ""), "couverture", COVERAGE_COLUMNS, cells)
    if file is not None:
        return file
    content = {
        "tabs": tabs("coverage"),
        "rows": rows,
        "levels": [LEVEL_LABELS[level] for level in Level],
        "counts": [(COVERAGE_LABELS[one], sum(cell.coverage == one for cell in cells)) for one in Coverage],
        "candidates": sorted((cell for cell in cells if cell.is_candidate), key=lambda cell: -cell.referrals),
        "today": today,
    }
    return render(request, "strategy/coverage.html", content)


@require_safe
def coverage_cell(request: HttpRequest, code: str, level: str) -> HttpResponse:
    """What a cell counts: acts, offers, consultations, referrals, promises."""
    today = timezone.localdate()
    if level not in set(Level):
        raise Http404
    cell = matrix.cell_of(code, Level(level), today=today, values=values_on(today))
    if cell is None:
        raise Http404
    title = f"{cell.competence.label}, {LEVEL_LABELS[cell.level]}"
    content = {
        "cell": cell,
        "events": list(matrix.events_in(cell)[:50]),
        "page_title": title,
        "breadcrumb": [(_("Stratégie"), HOME), (_("Qui offre quoi"), f"{HOME}couverture/"), (title, "")],
    }
    return render(request, "strategy/cell.html", content)


@require_safe
def subsidiarity(request: HttpRequest) -> HttpResponse:
    """The ten rules, the numbers they use, the plans checked, the rules set aside."""
    today = timezone.localdate()
    rules = shipped_rules()
    plans = list(coming_plans(today)[:20])
    content = {
        "tabs": tabs("subsidiarity"),
        "rules": [(rule, said(rule.title), said(rule.why)) for rule in rules.rules],
        "version": rules.version,
        "numbers": [one for one in numbers_on(today) if one.number.code in {figure.key for figure in rules.figures}],
        "plans": list(zip(plans, check_events(plans, on=today), strict=True)),
        "waivers": latest_waivers(),
    }
    return render(request, "strategy/subsidiarity.html", content)


@require_safe
def maturity(request: HttpRequest) -> HttpResponse:
    """Eight dimensions, the degree that existing objects grant, and what is missing for the next."""
    today = timezone.localdate()
    content = {"tabs": tabs("maturity"), "standings": standings(today), "today": today}
    return render(request, "strategy/maturity.html", content)
