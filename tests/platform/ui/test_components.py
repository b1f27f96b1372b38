"""What each component writes, to the letter."""

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.utils.translation import override

from belvedere.platform.languages import Data
from tests.platform.ui.drawing import drawn

NBSP = "\u00a0"


class SampleForm(forms.Form):
    title = forms.CharField(label="Objet", help_text="Une phrase.")
    email = forms.EmailField(label="Adresse", required=False)
    place = forms.ChoiceField(
        label="Où ?", choices=[("ici", "Ici"), ("ailleurs", "Ailleurs")], widget=forms.RadioSelect
    )
    agrees = forms.BooleanField(label="J’accepte")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


GAUGE = (
    '<div class="gauge"><p class="gauge-words"><strong>125</strong> soutiens sur 500</p>'
    '<svg class="gauge-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="gauge-track" width="100" height="4"/>'
    '<rect class="gauge-fill" width="25" height="4"/></svg></div>'
)
NOTICE = (
    '<div class="notice notice-success"><p class="notice-kind">C’est fait</p>'
    '<p class="notice-title">Reçu</p><div class="notice-text">Merci.</div></div>'
)
DETAILS = (
    '<details class="details" id="raison"><summary>Pourquoi</summary>'
    '<div class="details-body">Parce que.</div></details>'
)
PROGRESS = (
    f'<div class="progress"><p class="progress-words">Tirage <span>340 / 1{NBSP}200</span></p>'
    '<progress value="340" max="1200" aria-label="Tirage"></progress></div>'
)
DANGER = '<button class="button button-danger" type="submit" name="verbe" value="retirer" disabled>Retirer</button>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<c-button>Déposer</c-button>", '<button class="button button-primary" type="submit">Déposer</button>'),
        ('<c-button kind="quiet" href="/s/">Voir</c-button>', '<a class="button button-quiet" href="/s/">Voir</a>'),
        ('<c-button kind="danger" name="verbe" value="retirer" disabled>Retirer</c-button>', DANGER),
        ('<c-badge kind="late">En retard</c-badge>', '<span class="badge badge-late">En retard</span>'),
        ("<c-demo-mark />", '<span class="demo-mark">Contenu de démonstration</span>'),
        ("<c-actions>x</c-actions>", '<div class="actions">x</div>'),
        ('<c-notice kind="success" title="Reçu">Merci.</c-notice>', NOTICE),
        ('<c-details summary="Pourquoi" id="raison">Parce que.</c-details>', DETAILS),
        ('<c-gauge label="soutiens" :value="125" :max="500" />', GAUGE),
        ('<c-progress label="Tirage" :value="340" :max="1200" />', PROGRESS),
    ],
    ids=lambda text: text.split()[0].strip("<"),
)
def test_component(source: str, html: str) -> None:
    assert drawn(source) == html


def test_a_component_ignores_the_words_of_the_page_around() -> None:
    assert drawn("<c-card><p>Texte</p></c-card>", title="Page", href="/ailleurs/", footer="pied") == (
        '<article class="card"><p>Texte</p></article>'
    )


def test_a_text_typed_by_somebody_is_escaped_everywhere() -> None:
    evil = '"><script>alert(1)</script>'
    html = drawn(
        '<c-card :title="evil" href="{{ evil }}" /><c-button :aria-label="evil">x</c-button>'
        '<c-item :title="evil" :meta="evil" /><c-empty title="{{ evil }}" /><c-share :url="evil" :title="evil" />',
        evil=evil,
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 7


def test_card_with_a_link_and_a_footer() -> None:
    source = (
        '<c-card title="Mobilité" href="/m/" eyebrow="Politique" level="2"><c-slot name="footer">3</c-slot></c-card>'
    )
    assert drawn(source) == (
        '<article class="card card-link"><p class="eyebrow">Politique</p>'
        '<h2 class="card-title"><a href="/m/">Mobilité</a></h2><div class="card-footer">3</div></article>'
    )


def test_timeline_says_its_states_in_words() -> None:
    source = (
        '<c-timeline><c-timeline-item title="Déposée" :date="on" /><c-timeline-item title="Réponse" state="current" />'
        '<c-timeline-item title="Actions" state="todo" /></c-timeline>'
    )
    assert drawn(source, on=date(2026, 11, 1)) == (
        '<ol class="timeline"><li class="timeline-item timeline-done">'
        '<p class="timeline-title">Déposée <span class="visually-hidden">(fait)</span></p>'
        '<p class="timeline-date">1er nov. 2026</p></li>'
        '<li class="timeline-item timeline-current" aria-current="step">'
        '<p class="timeline-title">Réponse <span class="visually-hidden">(en cours)</span></p></li>'
        '<li class="timeline-item timeline-todo">'
        '<p class="timeline-title">Actions <span class="visually-hidden">(à venir)</span></p></li></ol>'
    )


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (12, "open", "il reste 12 jours ouvrés"),
        (1, "due", "il reste 1 jour ouvré"),
        (0, "due", "c’est aujourd’hui"),
        (-2, "late", "en retard de 2 jours ouvrés"),
    ],
)
def test_deadline(days: int, kind: str, words: str) -> None:
    assert drawn('<c-deadline :on="on" :days="days" />', on=date(2026, 12, 4), days=days) == (
        f'<span class="deadline deadline-{kind}"><time datetime="2026-12-04">4 déc. 2026</time>'
        f'<span class="deadline-left">{words}</span></span>'
    )


def test_deadline_without_a_count() -> None:
    assert drawn('<c-deadline :on="on" label="Avant le" />', on=date(2026, 12, 4)) == (
        '<span class="deadline">Avant le <time datetime="2026-12-04">4 déc. 2026</time></span>'
    )


def test_steps() -> None:
    assert drawn('<c-steps :steps="steps" :current="2" />', steps=["Objet", "Texte", "Relire"]) == (
        '<div class="steps"><p class="steps-words">Étape 2 sur 3</p><ol aria-label="Étapes">'
        '<li class="is-done"><span>Objet</span><span class="visually-hidden">(fait)</span></li>'
        '<li class="is-current" aria-current="step"><span>Texte</span></li>'
        '<li class="is-todo"><span>Relire</span></li></ol></div>'
    )


@pytest.mark.parametrize(
    ("kind", "style", "first"),
    [("", "breadcrumb", ""), (" public", "breadcrumb wrap", '<li><a href="/">Accueil</a></li>')],
)
def test_breadcrumb_written_in_a_page(kind: str, style: str, first: str) -> None:
    assert drawn(f"<c-breadcrumb{kind}><li>Ici</li></c-breadcrumb>") == (
        f'<nav class="{style}" aria-label="Fil d’Ariane"><ol>{first}<li>Ici</li></ol></nav>'
    )


def test_breadcrumb() -> None:
    items = [("Saisines", "/saisines/"), ("S-2026-0001", "")]
    assert drawn('<c-breadcrumb :items="items" />', items=items) == (
        '<nav class="breadcrumb wrap" aria-label="Fil d’Ariane"><ol><li><a href="/">Accueil</a></li>'
        '<li><a href="/saisines/">Saisines</a></li><li><span aria-current="page">S-2026-0001</span></li></ol></nav>'
    )


def test_table_can_be_reached_and_scrolled_by_keyboard() -> None:
    assert drawn('<c-table caption="Communes"><tbody><tr><td>a</td></tr></tbody></c-table>') == (
        '<div class="table-scroll" role="region" aria-label="Communes" tabindex="0"><table>'
        "<caption>Communes</caption><tbody><tr><td>a</td></tr></tbody></table></div>"
    )


@pytest.mark.parametrize(
    ("path", "html"),
    [
        ("/?commune=x&page=2", '<th scope="col"><a class="sort" href="?commune=x&amp;sort=date">'),
        ("/?sort=date", '<th scope="col" aria-sort="ascending"><a class="sort" href="?sort=-date">'),
        ("/?sort=-date", '<th scope="col" aria-sort="descending"><a class="sort" href="?sort=date">'),
    ],
)
def test_sort_turns_round_and_keeps_the_filters(path: str, html: str) -> None:
    expected = html + 'Date<span class="sort-mark" aria-hidden="true"></span></a></th>'
    assert drawn('<c-sort key="date">Date</c-sort>', path=path) == expected


def test_pagination_keeps_the_filters() -> None:
    page = Paginator(range(30), 10).page(2)
    assert drawn('<c-pagination :page="page" />', path="/?q=eau&page=2", page=page) == (
        '<nav class="pagination" aria-label="Pages de la liste"><ul>'
        '<li><a rel="prev" href="?q=eau&amp;page=1">Précédente</a></li>'
        '<li><a href="?q=eau&amp;page=1"><span class="visually-hidden">Page </span>1</a></li>'
        '<li><a aria-current="page" href="?q=eau&amp;page=2"><span class="visually-hidden">Page </span>2</a></li>'
        '<li><a href="?q=eau&amp;page=3"><span class="visually-hidden">Page </span>3</a></li>'
        '<li><a rel="next" href="?q=eau&amp;page=3">Suivante</a></li></ul></nav>'
    )


def test_one_page_has_no_pagination() -> None:
    assert drawn('<c-pagination :page="page" />', page=Paginator(range(3), 10).page(1)) == ""


def test_export_keeps_the_filters_and_leaves_the_page() -> None:
    assert drawn("<c-export />", path="/?commune=ceyrat&page=3") == (
        f'<p class="export">Emporter cette liste{NBSP}: '
        '<a href="?commune=ceyrat&amp;format=csv" rel="nofollow">CSV</a>'
        '<a href="?commune=ceyrat&amp;format=json" rel="nofollow">JSON</a></p>'
    )


def test_field_with_its_hint() -> None:
    assert drawn('<c-field :field="form.title" />', form=SampleForm()) == (
        '<div class="field"><label class="field-label" for="id_title">Objet'
        ' <span class="field-need">(obligatoire)</span></label>'
        '<p class="field-hint" id="id_title_helptext">Une phrase.</p>'
        '<input type="text" name="title" required aria-describedby="id_title_helptext" id="id_title"></div>'
    )


def test_field_in_error_keeps_what_was_typed() -> None:
    form = SampleForm({"email": "camille@"})
    assert drawn('<c-field :field="form.email" />', form=form) == (
        '<div class="field has-error"><label class="field-label" for="id_email">Adresse'
        ' <span class="field-need">(facultatif)</span></label>'
        f'<p class="field-error" id="id_email_error"><span class="visually-hidden">Erreur{NBSP}:</span>'
        " Saisissez une adresse de courriel valide.</p>"
        '<input type="email" name="email" value="camille@" maxlength="320" autocomplete="email" spellcheck="false"'
        ' aria-invalid="true" aria-describedby="id_email_error" id="id_email"></div>'
    )


def test_hidden_field_is_only_a_control() -> None:
    assert drawn('<c-field :field="form.secret" />', form=SampleForm()) == (
        '<input type="hidden" name="secret" id="id_secret">'
    )


def test_error_summary_leads_to_each_field() -> None:
    form = SampleForm({"email": "camille@ici.fr", "title": "x", "agrees": "on"})
    assert drawn('<c-form-errors :form="form" />', form=form) == (
        '<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>Une réponse est à corriger</h2>'
        f"<p>Rien de ce que vous avez écrit n’est perdu.</p><ul><li>"
        f'<a href="#id_place_0">Où ?</a>{NBSP}: Ce champ est obligatoire.</li></ul></div>'
    )


def test_a_valid_form_has_no_summary() -> None:
    assert drawn('<c-form-errors :form="form" />', form=SampleForm()) == ""


@pytest.mark.parametrize(("language", "lang"), [("fr", ""), ("en", ' lang="fr"')])
def test_words_of_the_territory_are_french_where_the_page_is_not(language: str, lang: str) -> None:
    with override(language):
        assert drawn('<c-lead title="Bilan" eyebrow="Un square" eyebrow_lang="data" />') == (
            f'<header class="page-head wrap"><p class="eyebrow"{lang}>Un square</p><h1>Bilan</h1></header>'
        )
        assert drawn('<c-quote lang="data">De l’ombre</c-quote>') == (
            f'<figure class="quote"><blockquote{lang}>De l’ombre</blockquote></figure>'
        )
        for title, its_own in ((Data("Un square"), lang), ("Bilan", "")):
            heading = f'<h3 class="item-title"{its_own}>{title}</h3>'
            assert drawn('<c-item :title="title" />', title=title) == (
                f'<article class="item"><div class="item-head">{heading}</div></article>'
            )
        crumbs = drawn('<c-breadcrumb :items="items" />', items=[(Data("Un square"), "/a/"), (Data("Bilan"), "")])
        assert f'<li><a href="/a/"{lang}>Un square</a></li>' in crumbs
        assert f'<span aria-current="page"{lang}>Bilan</span>' in crumbs


@pytest.mark.parametrize(("language", "lang"), [("fr", ""), ("en", ' lang="fr"')])
def test_a_question_of_the_territory_is_french_with_its_choices(language: str, lang: str) -> None:
    class Census(forms.Form):
        age = forms.ChoiceField(label=Data("Votre âge"), choices=[("1", "Moins de 30 ans")], widget=forms.RadioSelect)

    with override(language):
        field = drawn('<c-field :field="field" />', field=Census()["age"])
    legend = f"<span{lang}>Votre âge</span>" if lang else "Votre âge"
    assert f'<legend class="field-label">{legend}' in field
    assert (f"<div{lang}><div" in field) is bool(lang)
