"""What an officer types of a recruitment: its purpose, its quotas, its register, its letters."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any  # what a browser sends

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.campaign import CampaignSheet
from belvedere.contexts.panels.actions.quotas import Rounding
from belvedere.contexts.panels.forms.opinion import DayInput
from belvedere.contexts.panels.models import Target
from belvedere.contexts.panels.queries.letters import Expectation
from belvedere.contexts.panels.queries.margins import KnownMargin

MOST_PLACES, MOST_LETTERS, LARGEST_FILE, LARGEST_POOL = 1000, 100_000, 10_000_000, 10_000
TEXT_LENGTH = 3000


class CampaignForm(forms.Form):
    """What a recruitment is for; the same page again until everything is there."""

    title = forms.CharField(
        label=_("Nom du panel"),
        max_length=200,
        help_text=_("Comme on le dira à la radio. Par exemple : le panel citoyen sur l’eau."),
    )
    purpose = forms.CharField(
        label=_("À quoi il sert"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("La question posée, et ce que l’organisme fera de l’avis. Ce texte sera dans la lettre."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    size = forms.IntegerField(label=_("Nombre de places"), min_value=1, max_value=MOST_PLACES)
    minimum_age_years = forms.IntegerField(label=_("Âge minimum, en années"), min_value=0, max_value=99, initial=16)
    starts_on = forms.DateField(label=_("Le panel travaille du"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=_("au"), required=False, widget=DayInput)
    responses_until = forms.DateField(
        label=_("Dernier jour pour s’inscrire"),
        required=False,
        widget=DayInput,
        help_text=_("Laissez trois semaines après l’envoi des lettres."),
    )
    register_source = forms.CharField(
        label=_("D’où viennent les adresses"),
        required=False,
        max_length=300,
        help_text=_(
            "Par exemple : listes électorales communiquées par les communes. La lettre le dira (RGPD, article 14)."
        ),
    )
    addresses_kept_until = forms.DateField(
        label=_("Effacer les adresses le"),
        required=False,
        widget=DayInput,
        help_text=_("Au plus tard quand le panel est formé : elles ne servent plus."),
    )
    candidates_kept_until = forms.DateField(
        label=_("Effacer les inscriptions non tirées le"),
        required=False,
        widget=DayInput,
        help_text=_("Après la fin possible des remplacements. Les membres, eux, restent joignables."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse dates that go backwards."""
        data = super().clean() or self.cleaned_data
        begin, end, until = data.get("starts_on"), data.get("ends_on"), data.get("responses_until")
        if begin and end and end < begin:
            self.add_error("ends_on", _("La fin vient avant le début."))
        if until and begin and until >= begin:
            self.add_error("responses_until", _("Les inscriptions doivent finir avant le début du panel."))
        for name in ("addresses_kept_until", "candidates_kept_until"):
            if until and data.get(name) and data[name] < until:
                self.add_error(name, _("Ce jour vient avant la fin des inscriptions : elles en ont besoin."))
        return data

    @property
    def sheet(self) -> CampaignSheet:
        """Return what was typed, once valid."""
        return CampaignSheet(**self.cleaned_data)


class RoundingForm(forms.Form):
    """How populations become quotas."""

    minimum_each = forms.TypedChoiceField(
        label=_("Au moins une place pour chaque valeur"),
        choices=[(0, _("Non")), (1, _("Oui, quelle que soit sa population"))],
        coerce=int,
        required=False,
        empty_value=None,
    )
    slack_places = forms.IntegerField(
        label=_("Souplesse, en places"),
        min_value=0,
        max_value=20,
        required=False,
        help_text=_("0 : chaque valeur a sa part, arrondie. 1 : une place de plus ou de moins est permise."),
    )

    @property
    def rounding(self) -> Rounding:
        data = self.cleaned_data
        return Rounding(data["minimum_each"] or 0, data["slack_places"] or 0)


class KnownCategoryForm(RoundingForm):
    """A category whose populations are known here."""

    code = forms.ChoiceField(label=_("Critère"))
    field_order = ("code", "minimum_each", "slack_places")

    def __init__(self, *args: Any, margins: Iterable[KnownMargin], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.margins = {margin.code: margin for margin in margins}
        self.fields["code"].choices = [  # type: ignore[attr-defined]  # a choice
            (code, f"{margin.name} ({margin.source}, {margin.date})") for code, margin in self.margins.items()
        ]

    @property
    def margin(self) -> KnownMargin:
        return self.margins[self.cleaned_data["code"]]


class TypedCategoryForm(RoundingForm):
    """A category whose populations the officer types, with their source."""

    name = forms.CharField(label=_("Nom du critère"), max_length=80)
    question = forms.CharField(
        label=_("Question posée à l’inscription"),
        max_length=200,
        help_text=_("Par exemple : Vous vous déplacez surtout"),
    )
    populations = forms.CharField(
        label=_("Réponses et populations"),
        max_length=TEXT_LENGTH,
        help_text=_("Une réponse par ligne, un point-virgule, puis sa population. Par exemple : À vélo ; 12 000"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    source = forms.CharField(label=_("Source des populations"), max_length=300)
    date = forms.CharField(label=_("Année de la source"), max_length=40, required=False)
    field_order = ("name", "question", "populations", "source", "date", "minimum_each", "slack_places")

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if "×" in name:
            raise forms.ValidationError(_("Le signe × est réservé aux croisements : donnez un autre nom."))
        return name

    def clean_populations(self) -> tuple[tuple[str, int], ...]:
        """Read a value and a number by line; every faulty line is named."""
        rows, faults = [], []
        for number, line in enumerate(self.cleaned_data["populations"].splitlines(), start=1):
            if not line.strip():
                continue
            value, _separator, count = line.rpartition(";")
            digits = "".join(count.split()).replace("\u202f", "")
            if not value.strip() or not (digits.isascii() and digits.isdigit()):
                faults.append(gettext("Ligne %(number)d : écrivez « réponse ; nombre ».") % {"number": number})
            else:
                rows.append((" ".join(value.split())[:120], int(digits)))
        names = [value for value, _count in rows]
        if len(set(names)) < len(names):
            faults.append(gettext("Une réponse est écrite deux fois."))
        if not faults and not rows:
            faults.append(gettext("Écrivez au moins une réponse."))
        if faults:
            raise forms.ValidationError(faults)
        return tuple(rows)

    @property
    def margin(self) -> KnownMargin:
        data = self.cleaned_data
        return KnownMargin("", data["name"], data["question"], data["source"], data["date"], "", data["populations"])


class CrossForm(forms.Form):
    """Two categories to cross."""

    first = forms.ChoiceField(label=_("Croiser"))
    second = forms.ChoiceField(label=_("avec"))

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        choices = [(name, name) for name in names]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]  # a choice

    def clean_second(self) -> str:
        second: str = self.cleaned_data["second"]
        if second == self.cleaned_data.get("first"):
            raise forms.ValidationError(_("Choisissez deux critères différents."))
        return second


class BoundsForm(forms.Form):
    """The minimum and the maximum of each quota of a category: ``min-<key>`` and ``max-<key>``."""

    def __init__(self, *args: Any, targets: Iterable[Target], size: int, **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.targets = list(targets)
        self.bounds: dict[int, tuple[int, int]] = {}  # the pairs typed whole; all of them once the form is valid
        for target in self.targets:
            for side, label in (("min", _("minimum")), ("max", _("maximum"))):
                self.fields[f"{side}-{target.pk}"] = forms.IntegerField(
                    label=f"{target.value}, {label}",
                    min_value=0,
                    max_value=size,
                    initial=target.minimum if side == "min" else target.maximum,
                    widget=forms.NumberInput(attrs={"aria-label": f"{target.value}, {label}"}),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        pairs = {target.pk: (data.get(f"min-{target.pk}"), data.get(f"max-{target.pk}")) for target in self.targets}
        self.bounds = {pk: (low, high) for pk, (low, high) in pairs.items() if low is not None and high is not None}
        for pk, (low, high) in self.bounds.items():
            if low > high:
                self.add_error(f"max-{pk}", _("Le maximum est plus petit que le minimum."))
        return data


class RegisterFileForm(forms.Form):
    """A register to read."""

    file = forms.FileField(
        label=_("Fichier du registre (CSV)"),
        help_text=_(
            "Avec des titres de colonnes : adresse, code postal, commune ; nom et complément s’ils existent. "
            "Point-virgule, virgule ou tabulation, UTF-8 ou Windows : tout est reconnu. 10 Mo au plus."
        ),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 10 Mo. Coupez-le en plusieurs : ils s’ajoutent."))
        return file


class RegisterImportForm(forms.Form):
    """What is decided once the register was read."""

    source = forms.CharField(label=_("D’où viennent ces adresses"), max_length=300)
    skips_faulty_lines = forms.BooleanField(label=_("Laisser de côté les lignes fautives"), required=False)


class AdviceForm(forms.Form):
    """What an officer expects of the letters: how many they need follows."""

    pool = forms.IntegerField(
        label=_("Personnes voulues dans le bassin"),
        min_value=1,
        max_value=LARGEST_POOL,
        help_text=_("Quatre par place est une bonne base : avec moins, les quotas tiennent mal."),
    )
    answers_by_hundred = forms.DecimalField(
        label=_("Inscriptions attendues pour 100 lettres"),
        min_value=Decimal("0.1"),
        max_value=Decimal(90),
        decimal_places=1,
        help_text=_("Le taux de votre dernier panel. Il compte autant que 100 lettres déjà vues, pas plus."),
    )
    risk_percent = forms.IntegerField(
        label=_("Risque accepté, en %"),
        min_value=1,
        max_value=50,
        help_text=_("Que le bassin soit trop petit, ou qu’une commune ait moins d’inscrits que de places."),
    )

    def expectation(self) -> Expectation:
        """Return what was typed, once it is valid."""
        typed = self.cleaned_data
        return Expectation(typed["pool"], float(typed["answers_by_hundred"]), typed["risk_percent"])


class LettersForm(forms.Form):
    """How many letters to draw."""

    letters = forms.IntegerField(
        label=_("Nombre de lettres à tirer au sort"),
        min_value=1,
        max_value=MOST_LETTERS,
        help_text=_("Avec 3 réponses pour 100 lettres, 2 000 lettres donnent un bassin d’environ 60 personnes."),
    )


class DeadlineForm(forms.Form):
    """Another last day to sign up."""

    until = forms.DateField(label=_("Dernier jour pour s’inscrire"), widget=DayInput)


class ReturnedForm(forms.Form):
    """The codes of the letters that the post brought back."""

    codes = forms.CharField(
        label=_("Codes des lettres revenues"),
        max_length=TEXT_LENGTH,
        help_text=_("Un code par ligne. Ces adresses ne recevront pas de rappel."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_codes(self) -> list[str]:
        codes = [line.strip() for line in self.cleaned_data["codes"].splitlines() if line.strip()]
        return ["".join(letter for letter in code.upper() if letter.isalnum()) for code in codes]
