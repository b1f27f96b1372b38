"""A règlement as an officer types it: who, how long, and steps made of a rule and an effect."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any  # what a browser sends

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals.queries.regulation import POPULATION, VOTERS, rules_of
from belvedere.contexts.referrals.states import Effect
from belvedere.contexts.referrals.words import CAPACITY_LABELS, EFFECT_LABELS, LEVEL_LABELS
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.admission import Residence
from belvedere.engines.rules.reading import RegulationError, share_of
from belvedere.engines.rules.regulation import Level, ShareReading

MOST_STEPS, BLANK_STEPS = 12, 2
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)[ \u00a0\u202f]?%")
_READINGS = {
    ShareReading.RAW: _("Part brute : un soutien de plus peut faire perdre le palier"),
    ShareReading.COUNTED: _("Part comptée : ce qui dépasse n’est pas compté, le reste demeure"),
}
_RESIDENCES = {
    Residence.ANYWHERE: _("Partout : la commune est demandée, sans condition"),
    Residence.TERRITORY: _("Dans une commune du territoire"),
}
_DELAYS = {"working_days": _("jours ouvrés"), "days": _("jours"), "months": _("mois")}
_FIGURES = {"": _("Aucune"), POPULATION: _("la population"), VOTERS: _("les électeurs inscrits")}


class RegulationForm(forms.Form):
    """The head of a règlement."""

    source = forms.CharField(
        label=_("Acte qui l’adopte"),
        max_length=300,
        help_text=_(
            "Par exemple : délibération du 12 mars 2027. Les habitants liront cette source sur chaque saisine."
        ),
    )
    minimum_age = forms.IntegerField(label=_("Âge minimum, en années"), min_value=0, max_value=99, required=False)
    residence = forms.ChoiceField(
        label=_("Où habiter pour déposer et soutenir"),
        choices=[(code.value, label) for code, label in _RESIDENCES.items()],
        required=False,
    )
    capacities = forms.MultipleChoiceField(
        label=_("Qui peut déposer"),
        choices=[(code.value, label) for code, label in CAPACITY_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Aucune case : tous."),
    )
    cosignatories = forms.IntegerField(
        label=_("Cosignataires avant le dépôt"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Sans compter la personne qui dépose. Vide : aucun."),
    )
    delay = forms.IntegerField(
        label=_("Délai pour dire si une saisine est recevable"),
        min_value=1,
        max_value=400,
        required=False,
        help_text=_("Vide : le délai des paramètres de votre organisme."),
    )
    delay_unit = forms.ChoiceField(label=_("Ce délai est en"), choices=list(_DELAYS.items()), required=False)
    appeal_months = forms.IntegerField(
        label=_("Délai de recours contre un refus, en mois"),
        min_value=0,
        max_value=24,
        required=False,
        help_text=_("Vide : deux mois."),
    )
    months = forms.IntegerField(
        label=_("Durée de la collecte, en mois"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Vide : le règlement ne fixe pas de durée, la collecte s’arrête au bout d’un an."),
    )
    voters = forms.IntegerField(label=_("Électeurs inscrits"), min_value=1, required=False)
    voters_source = forms.CharField(label=_("Source de ce nombre"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A figure has its source."""
        data = super().clean() or self.cleaned_data
        if data.get("voters") and not data.get("voters_source"):
            self.add_error("voters_source", _("Dites d’où vient ce nombre."))
        return data


class ShareField(forms.CharField):
    """A part of one, written 1/3, 0,05 or 5 %; kept as the engine reads it."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- to Django
        super().__init__(max_length=12, required=False, **kwargs)

    def clean(self, value: Any) -> str:  # noqa: ANN401 -- what a browser sends
        """Refuse what is no part of one, in words that say how to write one."""
        typed = super().clean(value).replace(",", ".")
        if not typed:
            return ""
        hundredths = _PERCENT.fullmatch(typed)
        try:
            share = share_of(f"{Decimal(hundredths[1]) / 100:f}" if hundredths else typed, str(self.label))
        except RegulationError:
            raise forms.ValidationError(_("Écrivez une part de un, comme 1/3, 0,05 ou 5 %.")) from None
        return str(share) if hundredths else typed


class StepForm(forms.Form):
    """One step; left empty, it does not exist."""

    code = forms.SlugField(label=_("Code, sans espace"), max_length=40, required=False)
    title_fr = forms.CharField(label=_("Ce qu’il ouvre, en français"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Le même, en anglais"), max_length=200, required=False)
    effect = forms.ChoiceField(
        label=_("Effet"), choices=[(effect.value, label) for effect, label in EFFECT_LABELS.items()], required=False
    )
    minimum_total = forms.IntegerField(label=_("Soutiens, en tout"), min_value=1, required=False)
    percentage = ShareField(label=_("Ou une part (1/10, 0,05, 5 %)"))
    reference = forms.ChoiceField(label=_("… de"), choices=list(_FIGURES.items()), required=False)
    territories = forms.IntegerField(label=_("Communes différentes, au moins"), min_value=1, required=False)
    minimum_by_territory = forms.IntegerField(
        label=_("Avec chacune au moins, en soutiens"), min_value=1, required=False
    )
    maximum_share = ShareField(label=_("Aucune ne pèse plus de (1/3)"))
    maximum_share_reading = forms.ChoiceField(
        label=_("Lecture de cette part"),
        choices=[(code.value, label) for code, label in _READINGS.items()],
        required=False,
    )
    minimum_level = forms.ChoiceField(
        label=_("Ne compter que les soutiens vérifiés au moins par"),
        choices=[(level.value, label) for level, label in LEVEL_LABELS.items()],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A step that is written has a code and asks something; a part is taken of something."""
        data = super().clean() or self.cleaned_data
        if not self.is_written or self.errors:
            return data
        if not data.get("code"):
            self.add_error("code", _("Donnez-lui un mot court, comme « debat »."))
        if bool(data.get("percentage")) != bool(data.get("reference")):
            self.add_error("reference", _("Une part se prend de quelque chose : écrivez les deux, ou aucune."))
        if not any(data.get(name) for name in ("minimum_total", "percentage", "territories")):
            self.add_error(
                "minimum_total", _("Ce palier ne demande rien : écrivez un nombre, une part ou des communes.")
            )
        return data

    @property
    def is_written(self) -> bool:
        """Whether something is typed that makes a step."""
        data = self.cleaned_data
        return any(data.get(name) for name in ("code", "title_fr", "minimum_total", "percentage", "territories"))

    def as_step(self, minima: Mapping[str, Value]) -> dict[str, Value]:
        """Return the step as the engine reads it; ``minima`` by State or commune are kept as they were."""
        data = self.cleaned_data
        rule: dict[str, Value] = {
            name: data[name]
            for name in (
                "minimum_total",
                "territories",
                "minimum_by_territory",
                "percentage",
                "reference",
                "maximum_share",
            )
            if data.get(name)
        }
        if rule.get("maximum_share"):
            rule["maximum_share_reading"] = data["maximum_share_reading"]
        if data.get("minimum_level") and data["minimum_level"] != Level.DECLARED.value:
            rule["minimum_level"] = data["minimum_level"]
        if minima:
            rule["minima"] = dict(minima)
        title = {"fr": data["title_fr"] or data["code"], "en": data["title_en"] or data["title_fr"] or data["code"]}
        return {
            "code": data["code"],
            "effect": data["effect"] or Effect.ANSWER.value,
            "title": dict(title),
            "rule": rule,
        }


class _Steps(forms.BaseFormSet[StepForm]):
    def clean(self) -> None:
        """There is a step at least, and no two have the same code."""
        if any(self.errors):
            return
        codes = [form.cleaned_data["code"] for form in self.forms if form.is_written]
        if not codes:
            raise forms.ValidationError(_("Écrivez un palier au moins."))
        for form in self.forms:
            code = form.cleaned_data.get("code")
            if code and codes.count(code) > 1:
                form.add_error("code", _("Deux paliers ont ce code : donnez à chacun le sien."))


StepFormSet = forms.formset_factory(StepForm, formset=_Steps, extra=0, max_num=MOST_STEPS, validate_max=True)


def typed_of(content: Mapping[str, Any]) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Return what a version says as its forms show it: its head, and its steps with two blank ones."""
    voters = content.get("references", {}).get(VOTERS, {})
    delays = content.get("admissibility", {})
    head = {
        "minimum_age": content.get("who", {}).get("minimum_age"),
        "residence": content.get("who", {}).get("residence"),
        **{name: content.get("deposit", {}).get(name) for name in ("capacities", "cosignatories")},
        "delay": next((delays[unit] for unit in _DELAYS if unit in delays), None),
        "delay_unit": next((unit for unit in _DELAYS if unit in delays), None),
        "appeal_months": delays.get("appeal_months"),
        "months": content.get("collection", {}).get("months"),
        "voters": voters.get("value"),
        "voters_source": voters.get("source"),
    }
    steps: list[dict[str, object]] = [
        {
            "code": step.get("code"),
            "title_fr": step.get("title", {}).get("fr"),
            "title_en": step.get("title", {}).get("en"),
            "effect": step.get("effect"),
            **step.get("rule", {}),
        }
        for step in content.get("steps", [])
    ]
    blank = min(BLANK_STEPS, MOST_STEPS - len(steps))
    return head, [*steps, *({} for _place in range(blank))]


def content_of(
    head: RegulationForm, steps: "forms.BaseFormSet[StepForm]", former: Mapping[str, Any]
) -> dict[str, Value]:
    """Return the data that the engine reads, from forms that are valid.

    Raises
    ------
    RegulationError
        When the engine refuses it: the message names the step.
    """
    minima = {step.get("code"): step.get("rule", {}).get("minima", {}) for step in former.get("steps", [])}
    written = [form for form in steps if form.is_written]
    said = head.cleaned_data
    listed: list[Value] = [form.as_step(minima.get(form.cleaned_data["code"], {})) for form in written]
    content: dict[str, Value] = {
        "id": str(former.get("id") or "reglement"),
        "authority": str(former.get("authority") or "-"),
        "source": said["source"],
        **_admission_of(said),
        "collection": {"months": said["months"]} if said["months"] else {},
        "steps": listed,
    }
    if said["voters"]:
        content["references"] = {VOTERS: {"value": said["voters"], "source": said["voters_source"]}}
    rules_of(content)
    return content


def _admission_of(said: Mapping[str, Any]) -> dict[str, Value]:
    """Return the tables of who may deposit, with whom, and when they are answered; what is empty is left out."""
    who = {"minimum_age": said["minimum_age"], "residence": said["residence"] or None}
    deposit = {"capacities": said["capacities"] or None, "cosignatories": said["cosignatories"]}
    delays = {"appeal_months": said["appeal_months"]}
    if said["delay"]:
        delays[said["delay_unit"] or "working_days"] = said["delay"]
    tables = {"who": who, "deposit": deposit, "admissibility": delays}
    return {name: {key: value for key, value in table.items() if value is not None} for name, table in tables.items()}


class SinceForm(forms.Form):
    """The first day of a version."""

    since = forms.DateField(
        label=_("Elle vaut pour les saisines déposées à partir du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ModelForm(forms.Form):
    """Where a new version begins from."""

    model = forms.ChoiceField(label=_("Partir de"), required=False)

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 -- to Django
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = [("", _("le règlement en vigueur")), *names]  # type: ignore[attr-defined]  # a choice


class OutcomeForm(forms.Form):
    """What was done of what a step opened, or why it is declined."""

    outcome = forms.CharField(
        label=_("Ce qui a été fait, ou pourquoi cela ne le sera pas"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
    )
