"""The public guide: every page shows its sources and its confidence; nothing unverified is shown as certain."""

import io
import json
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.guide.exports import guide_as_pdf
from belvedere.contexts.guide.queries.articles import articles_cited
from belvedere.contexts.guide.queries.cards import rule_card, rules_in_use
from belvedere.contexts.guide.queries.chapters import chapters, find, pages
from belvedere.engines.rules.law.ruleset import Confidence, Effect
from belvedere.platform.territory.models import Body, Territory
from tests.papers import pdf_faults, tags_of

CHECK = "/guide/verifier/"
DISCLAIMER = "Aide à la décision\u00a0: ne remplace pas l’avis de votre service juridique."


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.usefixtures("metropole")
def test_every_page_of_the_guide_answers_in_both_languages(client: Client) -> None:
    urls = ["/guide/", "/guide/regles/", "/guide/methodes/", CHECK, *(page.url for page in pages())]
    for language in ("fr", "en"):
        client.cookies["django_language"] = language
        for url in urls:
            shown(client, url)


@pytest.mark.usefixtures("metropole")
def test_every_rule_shows_source_date_confidence_and_disclaimer(client: Client) -> None:
    for rule in rules_in_use().rules.values():
        page = shown(client, reverse("guide:rule", args=[rule.id]))
        card = rule_card(rule)
        for told in (*card.sources, str(card.confidence), "Lu le", DISCLAIMER):
            assert told in unescape(page), (rule.id, told)


def test_what_is_not_verified_is_never_shown_as_certain() -> None:
    unsure = [card for card in map(rule_card, rules_in_use().rules.values()) if not card.is_certain]
    assert {card.rule.id for card in unsure} >= {"CU-103-2-PLU", "CE-123-2", "CE-123-19-PLU", "Q-MARGE"}
    certain = {"Obligatoire", "Interdit à cette date", "Possible", "Recommandé", "Point de vigilance"}
    assert not {str(card.effect) for card in unsure} & certain
    assert len({str(card.effect) for card in unsure if card.rule.effect is Effect.MANDATORY}) == 1


@pytest.mark.usefixtures("metropole")
def test_an_unknown_page_is_not_found(client: Client) -> None:
    for url in ("/guide/regles/CU-0/", "/guide/methodes/rien/", "/guide/chapitres/rien/"):
        assert client.get(url).status_code == 404


@pytest.mark.usefixtures("metropole")
def test_the_rules_are_open_data(client: Client) -> None:
    told = json.loads(b"".join(client.get("/guide/regles/?format=json").streaming_content))
    rows = told["donnees"] if isinstance(told, dict) and "donnees" in told else told
    text = json.dumps(rows, ensure_ascii=False)
    assert all(name in text for name in rules_in_use().rules)


def test_the_whole_text_is_searched_without_accents_or_plural() -> None:
    with override("fr"):
        assert [hit.page.url for hit in find("AIRES PIETONNES")] == ["/guide/regles/CU-R103-1-3/"]
        assert find("triporteurs")[0].page.url == "/guide/methodes/aller_vers/"
        assert find("écart de promesse")[0].page.url == "/guide/chapitres/choisir-le-niveau/"
        assert find("zzz") == find("") == []


@pytest.mark.usefixtures("metropole")
def test_what_is_looked_for_is_shown(client: Client) -> None:
    assert "1 page trouvée" in shown(client, "/guide/?q=aires+piétonnes")
    assert "Rien de tel dans le guide" in shown(client, "/guide/?q=zzz")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pdf_is_tagged_in_its_language_titled_and_in_reading_order(
    metropole: Body, now: datetime, tmp_path: Path, language: str
) -> None:
    with override(language):
        content = guide_as_pdf(metropole.territory, now=now)
        summaries = [chapter.summary for chapter in chapters()]
    assert pdf_faults(content, tmp_path) == []
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata is not None
    assert reader.metadata.title == {"fr": "Guide de la participation", "en": "Guide to participation"}[language]
    tags = tags_of(tmp_path / "checked.pdf")
    assert {"H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "TOC"} <= set(tags)
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    places = [text.find(" ".join(summary.split()[:6])) for summary in summaries]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.usefixtures("metropole")
def test_the_pdf_is_served(client: Client) -> None:
    response = client.get("/guide/guide.pdf")
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.usefixtures("metropole")
def test_the_questionnaire_asks_the_nature_first_then_what_can_change_the_verdict(client: Client) -> None:
    assert 'name="nature"' in shown(client, CHECK)
    page = shown(client, f"{CHECK}?nature=zac")
    assert "Concertation obligatoire avant création de ZAC" in page
    assert 'name="nature" value="zac"' in page
    assert "Ce qui ne s’applique pas" in page


@pytest.mark.usefixtures("metropole")
def test_i_do_not_know_is_an_answer(client: Client) -> None:
    page = shown(client, f"{CHECK}?nature=zac&marge=%3F")
    assert 'type="hidden" name="marge" value="?"' in page
    assert 'type="radio" name="marge"' not in page


@pytest.mark.usefixtures("metropole")
def test_an_answer_that_cannot_be_read_is_said_and_the_others_are_kept(client: Client) -> None:
    page = shown(client, f"{CHECK}?nature=voirie&cout_ht=beaucoup")
    assert "«\u00a0beaucoup\u00a0» n’est pas une réponse possible" in page
    assert 'name="nature" value="voirie"' in page
    assert 'value="beaucoup"' in page


@pytest.mark.usefixtures("metropole")
@pytest.mark.parametrize(
    "query", ["nature=rien", "cout_ht=-1", "cout_ht=inf", "date_engagement=1900-01-01", "au=x", "q=1"]
)
def test_no_address_breaks_the_questionnaire(client: Client, query: str) -> None:
    assert "La question suivante" in shown(client, f"{CHECK}?{query}")


@pytest.mark.usefixtures("metropole")
def test_an_answer_whose_question_no_longer_applies_is_left_out(client: Client) -> None:
    page = shown(client, f"{CHECK}?nature=zac&procedure_plu=revision")
    assert 'name="procedure_plu"' not in page


@pytest.mark.usefixtures("metropole")
def test_nothing_open_is_a_gap_of_promise(client: Client) -> None:
    page = shown(client, f"{CHECK}?nature=zac&marge=rien")
    assert "Écart de promesse" in page
    assert "n’employez pas le mot «\u00a0concertation\u00a0»" in page


@pytest.mark.usefixtures("metropole")
def test_contradictory_answers_are_said(client: Client) -> None:
    query = "nature=voirie&entretien_seulement=oui&ouvrage_nouveau_ou_assiette=oui"
    assert "Deux réponses se contredisent" in shown(client, f"{CHECK}?{query}")


def test_the_questionnaire_reads_the_territory_and_no_other_row(
    client: Client, territory: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(CHECK)
    with django_assert_num_queries(1):
        client.get(f"{CHECK}?nature=zac")


@pytest.mark.usefixtures("metropole")
def test_what_is_certain_is_kept_apart_from_what_is_not(client: Client) -> None:
    query = "nature=plu&procedure_plu=revision&evaluation_environnementale=oui&exempte_enquete=non"
    page = shown(client, f"{CHECK}?{query}&date_engagement=2026-05-25")
    sure, unsure = page.index(">Obligatoire</h2>"), page.index(">Sans doute obligatoire, à vérifier</h2>")
    assert sure < page.index("Concertation obligatoire sur le document d’urbanisme") < unsure
    assert unsure < page.index("Enquête publique environnementale")
    later = shown(client, f"{CHECK}?{query}&date_engagement=2026-05-26")
    assert ">Obligatoire</h2>" not in later


def test_a_text_said_to_be_verified_in_2026_is_shown_word_for_word() -> None:
    verified = [
        version
        for rule in rules_in_use().rules.values()
        for version in rule.versions
        if version.confidence is Confidence.TEXT_2026
    ]
    assert len(verified) > 10
    assert [version.sources for version in verified if not articles_cited(version.sources)] == []
    [article] = articles_cited(["C. urb. L. 600-11", "C. urb. L. 600-11", "C. env. L. 121-18"])
    assert (article.label, article.consolidated_on.isoformat()) == ("C. urb. L600-11", "2026-04-03")
    assert "dès lors que les modalités" in article.text
