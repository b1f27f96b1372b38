"""The public guide: chapters, obligations, methods, the questionnaire, and all of it as a PDF."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from belvedere.contexts.guide.exports import RULE_COLUMNS, guide_as_pdf
from belvedere.contexts.guide.forms import (
    DAY,
    UNKNOWN,
    QuestionForm,
    SearchForm,
    SlideForm,
    VotersForm,
    answers_in,
    day_in,
)
from belvedere.contexts.guide.queries.articles import articles_cited
from belvedere.contexts.guide.queries.cards import (
    acts_of_rule,
    catalogue,
    catalogue_confidence,
    method_card,
    method_cards,
    rule_card,
    rules_in_use,
    rules_of_theme,
    version_cards,
)
from belvedere.contexts.guide.queries.chapters import chapter_by_slug, chapters, find, neighbours
from belvedere.contexts.guide.queries.checking import checked
from belvedere.contexts.guide.queries.signatures import COMMUNE, TOGETHER, known_voters, right, signatures_in
from belvedere.contexts.guide.queries.thresholds import thresholds_of, title_of
from belvedere.contexts.guide.words import DISCLAIMER, said
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory.queries import communes


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the chapters, and what is found when a word is looked for."""
    search = SearchForm(request.GET)
    text = search.cleaned_data["q"] if search.is_valid() else ""
    content = {
        "chapters": chapters(),
        "text": text,
        "found": find(text),
        "rules": rules_in_use(),
        "methods": len(catalogue().methods),
        "disclaimer": DISCLAIMER,
    }
    return render(request, "guide/guide.html", content)


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a chapter with its rules or its methods."""
    found = chapter_by_slug(slug)
    if found is None:
        raise Http404
    before, after = neighbours(found)
    content = {
        "chapter": found,
        "cards": rules_of_theme(found.theme, timezone.localdate()) if found.theme else [],
        "methods": method_cards() if found.shows_methods else [],
        "before": before,
        "after": after,
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Guide"), "/guide/"), (found.title, "")],
    }
    return render(request, "guide/chapter.html", content)


@require_safe
def rules(request: HttpRequest) -> HttpResponseBase:
    """Show every rule; ``?format=csv`` or ``json`` gives them all."""
    cards = [rule_card(rule) for rule in rules_in_use().rules.values()]
    download = table_response(request.GET.get("format", ""), "regles", RULE_COLUMNS, cards)
    if download is not None:
        return download
    content = {"cards": cards, "disclaimer": DISCLAIMER, "breadcrumb": [(_("Guide"), "/guide/"), (_("Règles"), "")]}
    return render(request, "guide/rules.html", content)


@require_safe
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """Show a rule: what it says, its versions, its figures, its acts, how surely it is known."""
    found = rules_in_use().rules.get(name)
    if found is None:
        raise Http404
    card = rule_card(found)
    every = rules_in_use()
    content = {
        "card": card,
        "versions": version_cards(found),
        "acts": acts_of_rule(found),
        "articles": articles_cited(card.sources),
        "deliverables": [said(every.deliverables[one]) for one in found.deliverables],
        "neutralised": [rule_card(every.rules[one]) for one in found.neutralises],
        "neutralisers": [rule_card(every.rules[one]) for one in every.neutralisers[name]],
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Guide"), "/guide/"), (_("Règles"), "/guide/regles/"), (name, "")],
    }
    return render(request, "guide/rule.html", content)


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Show every method."""
    _confidence, told, read_on = catalogue_confidence()
    content = {
        "cards": method_cards(),
        "confidence": told,
        "read_on": read_on,
        "breadcrumb": [(_("Guide"), "/guide/"), (_("Méthodes"), "")],
    }
    return render(request, "guide/methods.html", content)


@require_safe
def method(request: HttpRequest, name: str) -> HttpResponse:
    """Show a method's sheet."""
    found = catalogue().methods.get(name)
    if found is None:
        raise Http404
    _confidence, told, read_on = catalogue_confidence()
    card = method_card(found)
    content = {
        "card": card,
        "confidence": told,
        "read_on": read_on,
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Guide"), "/guide/"), (_("Méthodes"), "/guide/methodes/"), (card.title, "")],
    }
    return render(request, "guide/method.html", content)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Ask the next question and show the verdicts so far; the answers are in the address."""
    every = rules_in_use()
    answers, unread = answers_in(request.GET, every)
    on = day_in(request.GET, timezone.localdate(), every.covers_from)
    found = checked(answers, on)
    asked = every.questions[next(iter(unread))] if unread else found.next
    carried = {name: request.GET[name] for name in answers if name in found.facts or answers[name] is None}
    addresses = _without(carried, request.GET.get(DAY, ""))
    content = {
        "check": found,
        "form": QuestionForm(asked, wrong=unread.get(asked.id, "")) if asked else None,
        "unread": unread,
        "carried": list(carried.items()) + ([(DAY, on.isoformat())] if DAY in request.GET else []),
        "given": [(given, addresses[given.question.id]) for given in found.given],
        "unknown": [(said(question.title), addresses[question.id]) for question in found.unknown],
        "unknown_value": UNKNOWN,
        "thresholds": "?" + urlencode(carried),
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Guide"), "/guide/"), (_("Vérifier un projet"), "")],
    }
    return render(request, "guide/check.html", content)


@require_safe
def thresholds(request: HttpRequest) -> HttpResponse:
    """Show where a number tips the verdicts; the other answers are those of the questionnaire's address."""
    every = rules_in_use()
    answers, unread = answers_in(request.GET, every)
    on = day_in(request.GET, timezone.localdate(), every.covers_from)
    form = SlideForm(request.GET if "sur" in request.GET else None)
    asked = form.cleaned_data["sur"] if form.is_valid() else ""
    carried = [(name, request.GET[name]) for name in answers]
    content = {
        "form": form,
        "asked": title_of(asked) if asked else "",
        "rows": thresholds_of(answers, asked, on) if asked else None,
        "carried": carried + ([(DAY, on.isoformat())] if DAY in request.GET else []),
        "back": "?" + urlencode(carried),
        "unread": unread,
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Guide"), "/guide/"), (_("Simuler les seuils"), "")],
    }
    return render(request, "guide/thresholds.html", content, status=422 if form.errors else 200)


@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """Show how many signatures the law asks: for a number of voters that is typed, then commune by commune."""
    form = VotersForm(request.GET if "inscrits" in request.GET else None)
    voters = form.cleaned_data["inscrits"] if form.is_valid() else 0
    rights = [right(COMMUNE), right(TOGETHER)]
    content = {
        "form": form,
        "voters": voters,
        "typed": [(row, row.of(voters)) for row in rights] if voters else [],
        "rights": rights,
        "found": signatures_in(list(communes())),
        "known": known_voters(),
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Guide"), "/guide/"), (_("Simuler les seuils"), "/guide/seuils/"), (_("Signatures"), "")],
    }
    return render(request, "guide/signatures.html", content, status=422 if form.errors else 200)


def _without(carried: dict[str, str], day: str) -> dict[str, str]:
    """Return for each answer the address of the questionnaire without it."""
    kept = carried | ({DAY: day} if day else {})
    return {name: "?" + urlencode({other: value for other, value in kept.items() if other != name}) for name in carried}


@require_safe
def guide_pdf(request: Request) -> HttpResponse:
    """Give the whole guide as an accessible PDF."""
    response = HttpResponse(guide_as_pdf(request.territory, now=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="guide-de-la-participation.pdf"'
    return response
