"""The components' examples: one template each, drawn and quoted from the same file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any  # a template's content holds anything

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from belvedere.platform.ui.sample_charts import sample_charts

FOLDER = Path(__file__).parent / "templates" / "ui" / "gallery"
LONG_TEXT = (
    "Améliorer la desserte en transports collectifs des communes de Saint-Genès-Champanelle, Orcines et Ceyrat le soir "
    "après vingt et une heures et le dimanche"
)


@dataclass(frozen=True)
class Example:
    """A component's file of states."""

    name: str
    source: str

    def drawn(self, request: HttpRequest, content: dict[str, Any]) -> SafeString:
        return render_to_string(f"ui/gallery/{self.name}.html", content, request)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Objet de la saisine", max_length=120, help_text="Une phrase, sans nom de personne.")
    text = forms.CharField(
        label="Votre texte", max_length=3000, widget=forms.Textarea(attrs={"rows": 6}), help_text="Dites les faits."
    )
    email = forms.EmailField(label="Votre adresse électronique")
    policy = forms.ChoiceField(label="Politique", choices=[("", "Choisir…"), ("eau", "Eau"), ("mobilite", "Mobilité")])
    scope = forms.ChoiceField(
        label="Où cela se passe-t-il ?",
        choices=[("commune", "Dans une commune"), ("metropole", "Dans toute la métropole")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Sujets liés",
        choices=[("voirie", "Voirie"), ("arbres", "Arbres")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = forms.DateField(label="Depuis quand ?", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    agrees = forms.BooleanField(label="J’ai au moins 16 ans et j’habite la métropole")


def examples() -> list[Example]:
    """Return the examples, in alphabetical order of the components."""
    return [Example(path.stem, path.read_text(encoding="utf-8").strip()) for path in sorted(FOLDER.glob("*.html"))]


def sample_map(*, has_values: bool) -> SimpleNamespace:
    """Return three square communes as the map component reads them: some, none, unknown."""
    numbers = [12, 0, None] if has_values else [None, None, None]
    shapes = [
        SimpleNamespace(
            name=name,
            url=f"/_ui/#{name}",
            outline=f"M{left},0 L{left + 300},0 L{left + 300},200 L{left},200 Z",
            label_x=left + 150,
            label_y=100,
            value=number,
            is_absent=has_values and number is None,
            is_current=name == "Deuxville",
            has_room=True,
            css_class=f"map-step-{2 if number else 0}",
        )
        for name, left, number in zip(["Uneville", "Deuxville", "Troisville"], [0, 310, 620], numbers, strict=True)
    ]
    return SimpleNamespace(
        shapes=shapes,
        limits=[(1, 6), (7, 12)] if has_values else [],
        has_values=has_values,
        has_absents=has_values,
        has_zeros=has_values,
        width=920,
        height=200,
    )


def sample_content() -> dict[str, Any]:
    """Return what the examples show: fixed, so that two visits look the same."""
    return {
        "long_text": LONG_TEXT,
        "on": date(2026, 12, 1),
        "form": SampleForm(prefix="vide"),
        "wrong_form": SampleForm({"faux-title": "", "faux-text": "Bonjour", "faux-email": "camille@"}, prefix="faux"),
        "steps": ["Objet et lieu", "Déjà dit", "Votre texte", "Relire"],
        "first_page": Paginator(range(120), 10).page(1),
        "middle_page": Paginator(range(120), 10).page(6),
        "breadcrumb": [
            ("Observatoire", "/observatoire/"),
            ("Mobilité", "/observatoire/politiques/mobilite/"),
            (LONG_TEXT, ""),
        ],
        "definitions": [("Organisme compétent", "Clermont Auvergne Métropole"), ("Acte", "Arrêté du 7 décembre 2018")],
        "map_with_numbers": sample_map(has_values=True),
        "map_of_outlines": sample_map(has_values=False),
        **sample_charts(),
        "tabs": [
            ("À traiter", "?file=a-traiter", True),
            ("En attente", "?file=attente", False),
            ("Closes", "?file=closes", False),
        ],
    }
