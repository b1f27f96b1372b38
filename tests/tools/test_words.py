import gettext
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from tools.words import Word, compiled, faults_of, updated, words_of_python, words_of_template, written

from tools import french_spaces, words

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
title = _("Déposer une "
          "saisine")
late = gettext_lazy("En retard")
count = ngettext("%(n)s soutien", "%(n)s soutiens", 2)
verb = pgettext("verbe", "Suivre")
"""
TEMPLATE = """
{% load i18n %}
<h1>{% translate "L’examen" %}</h1>
<c-button :label="_('Écarter')">{{ _("Retenir") }}</c-button>
{% blocktranslate count n=supports trimmed %}
  {{ n }} soutien
{% plural %}
  {{ n }} soutiens
{% endblocktranslate %}
{% translate "Suivre" context "verbe" %}
{% blocktranslate %}100 % public{% endblocktranslate %}
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one app."""
    monkeypatch.setattr(words, "ROOT", tmp_path)
    monkeypatch.setattr(words, "SOURCE", tmp_path)
    templates = tmp_path / "app" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "app" / "apps.py").touch()
    (tmp_path / "app" / "views.py").write_text(PYTHON, encoding="utf-8")
    (templates / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def test_words_of_python(source: Path) -> None:
    path = source / "app" / "views.py"
    assert list(words_of_python(path)) == [
        Word(path, 3, "Déposer une saisine"),
        Word(path, 5, "En retard"),
        Word(path, 6, "%(n)s soutien", "%(n)s soutiens"),
        Word(path, 7, "Suivre", context="verbe"),
    ]


def test_gettext_under_another_name_is_a_fault(source: Path) -> None:
    path = source / "app" / "views.py"
    assert list(words.hidden_words(path)) == []
    path.write_text("from django.utils.translation import gettext as _now, ngettext\n", encoding="utf-8")
    assert list(words.hidden_words(path)) == ["app/views.py:1: gettext as _now: its words are not extracted"]


def test_two_apps_write_the_same_english_for_the_same_words() -> None:
    here, there = Catalog(locale="en"), Catalog(locale="en")
    for catalogue, english in (here, "Home"), (there, "Welcome"):
        catalogue.add("Accueil", english)
        catalogue.add("Rang", "Rank")
    there.add("Fait", "Done", context="état")
    here.add("Fait", "Fact")
    [clash] = words.clashes({Path("here.po"): here, Path("there.po"): there})
    assert clash == (
        "there.po: the English of « Accueil » is 'Welcome', and 'Home' in here.po: "
        "write the same, or tell them apart by a context (pgettext)"
    )


def test_words_of_a_template(source: Path) -> None:
    path = source / "app" / "templates" / "page.html"
    assert {(word.text, word.plural, word.context) for word in words_of_template(path)} == {
        ("L’examen", "", ""),
        ("Écarter", "", ""),
        ("Retenir", "", ""),
        ("%(n)s soutien", "%(n)s soutiens", ""),
        ("Suivre", "", "verbe"),
        ("100 %% public", "", ""),
    }


def test_catalogues_keep_translations_and_french_holds_its_plurals(source: Path) -> None:
    assert words.extract_words() == []
    path = source / "app" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.write_text(
        path.read_text(encoding="utf-8").replace('msgid "En retard"\nmsgstr ""', 'msgid "En retard"\nmsgstr "Late"'),
        encoding="utf-8",
    )
    words.extract_words()
    english = words.read_catalogue(path, "en")
    french = words.read_catalogue(words.catalogue_path(source / "app", "fr"), "fr")
    assert english.get("En retard").string == "Late"
    assert {message.id: message.string for message in french if message.id} == {
        ("%(n)s soutien", "%(n)s soutiens"): ("%(n)s soutien", "%(n)s soutiens")
    }


def test_check_names_what_is_missing_and_then_what_is_stale(source: Path) -> None:
    assert [fault.split(": ", 1)[1] for fault in words.check_words()] == ["out of date: run `make words`"] * 2
    words.extract_words()
    words.compile_words()
    assert all("no English for" in fault and ".po:" in fault for fault in words.check_words())
    (source / "app" / "locale" / "fr" / "LC_MESSAGES" / "django.mo").write_bytes(b"")
    assert "app/locale/fr/LC_MESSAGES/django.mo: stale: run `make words`" in words.check_words()


def test_compiled_catalogue_is_what_gettext_reads() -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add(("%(n)s soutien", "%(n)s soutiens"), ("%(n)s soutien", "%(n)s soutiens"))
    catalogue.add("Suivre", "Follow", context="verbe")
    catalogue.add("Vide", "")
    first = compiled(catalogue, "fr")
    read = gettext.GNUTranslations(BytesIO(first))
    assert [read.ngettext("%(n)s soutien", "%(n)s soutiens", n) for n in (0, 1, 2)] == [
        "%(n)s soutien",
        "%(n)s soutien",
        "%(n)s soutiens",
    ]
    assert read.pgettext("verbe", "Suivre") == "Follow"
    assert read.gettext("Vide") == "Vide"
    assert compiled(catalogue, "fr") == first


def test_written_catalogue_has_no_date_and_no_line() -> None:
    text = written(updated(Catalog(locale="en"), [Word(words.ROOT / "a.py", 12, "Oui")], "en"), "en")
    assert text.startswith('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n')
    assert text.endswith('#: a.py\nmsgid "Oui"\nmsgstr ""\n')


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Oui", ""), "no English for « Oui »"),
        (Message("Oui", "Yes", flags=["fuzzy"]), "the English of « Oui » is marked fuzzy"),
        (Message("%(n)s jours", "days"), "the English of « %(n)s jours » has other placeholders: ['n']"),
        (Message("{n} jours", "{m} days"), "the English of « {n} jours » has other placeholders: ['m', 'n']"),
    ],
)
def test_faults_of_an_english_entry(message: Message, fault: str) -> None:
    assert list(faults_of(message)) == [fault]


PLAIN = "« Oui » : que faire ?"
SPACED = "«\u00a0Oui\u00a0»\u00a0: que faire\u00a0?"


@pytest.mark.parametrize(
    "text", [PLAIN, "Que faire ?\nRien.", "Où (« ici »), et quand ?)", "%(name)s : %(count)s", "Oui »."]
)
def test_plain_spaces_where_french_wants_others_are_a_fault(text: str) -> None:
    (fault,) = faults_of(Message(text, "".join(re.findall(r"%\(\w+\)s", text)) or "Yes"))
    assert fault == (
        f"« {text} » has plain spaces where French wants no-break ones: run `python -m tools.french_spaces`"
    )
    assert list(faults_of(Message(french_spaces.spaced(text), "%(name)s%(count)s" if "%" in text else "Yes"))) == []


@pytest.mark.parametrize("text", ["10:30", "belvedere::x", "a ?b=1", ": une liste", "Que faire\u202f?"])
def test_what_is_no_french_punctuation_keeps_its_spaces(text: str) -> None:
    assert french_spaces.spaced(text) == text


def test_spaces_are_put_in_the_words_of_a_module_only() -> None:
    source = (
        f'"""{PLAIN}"""\nx = _(\n    "é {PLAIN}"\n    " ; oui"\n)\ny = "{PLAIN}"\nz = ngettext("{PLAIN}", "b !", 2)\n'
    )
    assert french_spaces.of_python(source) == (
        f'"""{PLAIN}"""\nx = _(\n    "é {SPACED}"\n    "\u00a0; oui"\n)\n'
        f'y = "{PLAIN}"\nz = ngettext("{SPACED}", "b\u00a0!", 2)\n'
    )


def test_spaces_are_put_in_the_words_of_a_template_only() -> None:
    blocks = '{{% translate "{0}" %}}{{% blocktranslate %}}{0}{{% endblocktranslate %}}{{{{ _("{0}") }}}}'
    assert french_spaces.of_template(PLAIN + blocks.format(PLAIN)) == PLAIN + blocks.format(SPACED)


def test_a_renamed_word_keeps_its_translation(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    catalogue = Catalog(locale="en")
    catalogue.add(PLAIN, "Yes: what to do?", [("a.py", 0)], context="choix")
    catalogue.add(("%(n)s « oui »", "%(n)s « ouis »"), ("%(n)s yes", "%(n)s yeses"), [("a.py", 0)])
    path.write_text(written(catalogue, "en"), encoding="utf-8")
    french_spaces.of_catalogue(path, "en")
    renamed = words.read_catalogue(path, "en")
    assert {(message.id, message.string, message.context) for message in renamed if message.id} == {
        (SPACED, "Yes: what to do?", "choix"),
        (("%(n)s «\u00a0oui\u00a0»", "%(n)s «\u00a0ouis\u00a0»"), ("%(n)s yes", "%(n)s yeses"), None),
    }


def test_an_english_singular_may_leave_the_number_out() -> None:
    assert list(faults_of(Message(("%(n)s jour", "%(n)s jours"), ("One day", "%(n)s days")))) == []
