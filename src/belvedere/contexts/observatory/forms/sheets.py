"""What is typed to describe an indicator, to set its target, to answer an alert."""

from collections.abc import Sequence
from typing import Any  # what a form has cleaned

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.models.indicators import (
    FREQUENCY_LABELS,
    KIND_LABELS,
    POLARITY_LABELS,
    REUSE_LABELS,
)
from belvedere.contexts.observatory.states.figures import Frequency, IndicatorKind, Polarity, Reuse
from belvedere.contexts.observatory.states.sheets import IndicatorSheet, TargetSheet
from belvedere.engines.indicators.periods import NotAPeriod, end_of

LONGEST_TEXT = 2000
LONGEST_SLUG = 80
MOST_DECIMALS = 6
MOST_MILESTONES = 20
DAY = forms.DateInput(attrs={"type": "date"})
Choices = Sequence[tuple[int, str]]


def _text(label: object, help_text: object = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy words
        max_length=LONGEST_TEXT,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,  # type: ignore[arg-type]  # as above
    )


class SheetForm(forms.Form):
    """All that one must know to read an indicator."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    definition = _text(
        _("Ce qu’il mesure"), _("En mots simples : une personne qui ne connaît pas le sujet la comprend.")
    )
    numerator = forms.CharField(label=_("Numérateur"), max_length=300, required=False)
    denominator = forms.CharField(label=_("Dénominateur"), max_length=300, required=False)
    unit = forms.CharField(label=_("Unité"), max_length=40, help_text=_("« % », « habitants », « m³ »…"))
    decimals = forms.IntegerField(
        label=_("Décimales publiées"), min_value=0, max_value=MOST_DECIMALS, initial=0, help_text=_("De 0 à 6.")
    )
    kind = forms.ChoiceField(label=_("Nature"), choices=[(kind.value, label) for kind, label in KIND_LABELS.items()])
    polarity = forms.TypedChoiceField(
        label=_("Sens"),
        coerce=int,
        choices=[(pole.value, label) for pole, label in POLARITY_LABELS.items()],
        widget=forms.RadioSelect,
    )
    objective_number = forms.TypedChoiceField(
        label=_("Objectif qu’il mesure"), coerce=int, empty_value=None, required=False
    )
    method = _text(_("Méthode"), required=False)
    limits = _text(_("Limites"), _("Ce que ce chiffre ne dit pas, ou dit mal."), required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Qui produit la donnée, et sous quel titre.")
    )
    source_url = forms.URLField(label=_("Adresse de la source"), required=False, assume_scheme="https")
    licence = forms.CharField(label=_("Licence"), max_length=120, initial="Licence Ouverte 2.0 (Etalab)")
    reuse = forms.ChoiceField(
        label=_("Réutilisation"), choices=[(reuse.value, label) for reuse, label in REUSE_LABELS.items()]
    )
    frequency = forms.ChoiceField(
        label=_("Rythme"), choices=[(code.value, label) for code, label in FREQUENCY_LABELS.items()]
    )
    next_due_on = forms.DateField(label=_("Prochaine valeur attendue le"), required=False, widget=DAY)
    external_id = forms.CharField(label=_("Numéro au catalogue national"), max_length=40, required=False)
    lower_bound = forms.FloatField(label=_("Valeur la plus basse possible"), required=False, localize=True)
    upper_bound = forms.FloatField(label=_("Valeur la plus haute possible"), required=False, localize=True)
    parts_add_up = forms.BooleanField(label=_("La somme des communes fait le total"), required=False)
    alert_threshold = forms.FloatField(
        label=_("Seuil d’alerte"),
        required=False,
        localize=True,
        help_text=_("Au-delà, du mauvais côté, ceux qui en répondent reçoivent un courriel et une tâche."),
    )
    department = forms.TypedChoiceField(label=_("Service qui en répond"), coerce=int, empty_value=None, required=False)
    rank = forms.IntegerField(label=_("Rang dans la page de la politique"), min_value=0, max_value=999, initial=100)
    reason = forms.CharField(
        label=_("Pourquoi la fiche change"), max_length=300, help_text=_("Publié au registre des révisions.")
    )

    def __init__(
        self, data: object = None, *, indicator: Indicator | None = None, objectives: Choices, departments: Choices
    ) -> None:
        super().__init__(data, initial=_known(indicator))  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.indicator = indicator
        none = [("", _("Aucun"))]
        self.fields["objective_number"].choices = [*none, *objectives]  # type: ignore[attr-defined]  # a choice field's
        self.fields["department"].choices = [*none, *departments]  # type: ignore[attr-defined]  # as above
        if not departments:
            del self.fields["department"]
        if indicator is None:
            del self.fields["reason"]

    @property
    def slug(self) -> str:
        """The address of the indicator: that which it has, or one made from its name."""
        return self.indicator.slug if self.indicator else slugify(self.cleaned_data["name"])[:LONGEST_SLUG].strip("-")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        low, high = said.get("lower_bound"), said.get("upper_bound")
        if low is not None and high is not None and low >= high:
            self.add_error("upper_bound", _("Elle est plus grande que la plus basse."))
        if self.indicator is None and said.get("name"):
            if not self.slug:
                self.add_error("name", _("Il faut au moins une lettre ou un chiffre."))
            elif Indicator.objects.filter(slug=self.slug).exists():
                self.add_error("name", _("Un indicateur porte déjà ce nom."))
        return said

    @property
    def sheet(self) -> IndicatorSheet:
        """What was typed, as the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"department", "reason"}}
        return IndicatorSheet(
            slug=self.slug,
            **said
            | {
                "kind": IndicatorKind(said["kind"]),
                "polarity": Polarity(said["polarity"]),
                "reuse": Reuse(said["reuse"]),
                "frequency": Frequency(said["frequency"]),
            },
        )


def _known(indicator: Indicator | None) -> dict[str, Any] | None:
    if indicator is None:
        return None
    names = [name for name in SheetForm.base_fields if name not in {"department", "reason"}]
    return {name: getattr(indicator, name) for name in names} | {"department": indicator.department_id}


def _period(text: str) -> str:
    try:
        end_of(text)
    except NotAPeriod:
        raise ValidationError(
            _("« %(found)s » : écrivez 2024, 2024-S1, 2024-Q3 ou 2024-09."), params={"found": text}
        ) from None
    return text


class TargetForm(forms.Form):
    """What a body sets itself: from where, to where, by when, by which act."""

    base_period = forms.CharField(label=_("Période de départ"), max_length=10, help_text=_("« 2020 », « 2020-Q1 »…"))
    base_value = forms.FloatField(label=_("Valeur de départ"), localize=True)
    due_period = forms.CharField(label=_("Échéance"), max_length=10)
    value = forms.FloatField(label=_("Valeur visée"), localize=True)
    milestones = forms.CharField(
        label=_("Étapes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une par ligne : la période, un espace, la valeur. « 2025 12,5 »"),
    )
    act = forms.CharField(label=_("L’acte qui la fixe"), max_length=300)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Où lire cet acte."))
    reason = _text(_("Pourquoi la cible change"), _("L’ancienne reste visible, avec ce motif."), rows=3)

    def __init__(self, data: object = None, *, is_first: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        if is_first:
            del self.fields["reason"]

    def clean_base_period(self) -> str:
        return _period(self.cleaned_data["base_period"])

    def clean_due_period(self) -> str:
        return _period(self.cleaned_data["due_period"])

    def clean_milestones(self) -> tuple[tuple[str, float], ...]:
        lines = [line.split() for line in self.cleaned_data["milestones"].splitlines() if line.strip()]
        if len(lines) > MOST_MILESTONES:
            raise ValidationError(_("Vingt étapes au plus."))
        return tuple(self._milestone(words) for words in lines)

    def _milestone(self, words: list[str]) -> tuple[str, float]:
        if len(words) != 2:  # noqa: PLR2004 -- a period and a value
            raise ValidationError(
                _("« %(found)s » : la période, un espace, la valeur."), params={"found": " ".join(words)}
            )
        value = forms.FloatField(localize=True).clean(words[1])
        return _period(words[0]), float(value)

    @property
    def sheet(self) -> TargetSheet:
        return TargetSheet(**self.cleaned_data)


class AlertForm(forms.Form):
    """What is seen and done about a value beyond its threshold."""

    word = _text(_("Ce que vous constatez, ce qui est fait"), _("Publié sur la page de l’indicateur."))
