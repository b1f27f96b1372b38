"""What is typed of the plan: its opening, its axes, the sheet of an action, a move, a file."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.forms import NOTE_LENGTH
from belvedere.contexts.actionplan.models import HORIZON_LABELS, ORIGIN_LABELS
from belvedere.contexts.actionplan.queries.sheets import Directory
from belvedere.contexts.actionplan.states.cells import cells_of, line_of, names, one_by_line, origin_of
from belvedere.contexts.actionplan.states.sheets import ActionSheet, Origin

DAY = {"type": "date"}
HORIZONS = list(HORIZON_LABELS.items())


class PlanForm(forms.Form):
    """The opening of the plan."""

    title = forms.CharField(label=_("Nom du plan"), max_length=200)
    mandate_ends_on = forms.DateField(label=_("Fin du mandat"), widget=forms.DateInput(attrs=DAY))
    short_months = forms.IntegerField(label=_("Court terme : combien de mois"), min_value=1, max_value=60, initial=12)
    medium_months = forms.IntegerField(label=_("Moyen terme : combien de mois"), min_value=2, max_value=120, initial=36)
    iteration_months = forms.IntegerField(
        label=_("Une itération tous les combien de mois"), min_value=1, max_value=24, initial=6
    )
    source = forms.CharField(label=_("Acte qui le fixe"), max_length=300)

    def clean(self) -> None:
        short, medium = self.cleaned_data.get("short_months"), self.cleaned_data.get("medium_months")
        if short is not None and medium is not None and medium <= short:
            self.add_error("medium_months", _("Le moyen terme est plus lointain que le court terme."))


class AxisForm(forms.Form):
    """An axis; an existing number writes it again."""

    number = forms.IntegerField(label=_("Numéro"), min_value=1, max_value=99)
    name = forms.CharField(label=_("Nom de l’axe"), max_length=200)
    aim = forms.CharField(
        label=_("Ce qu’il vise"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    strategy_key = forms.SlugField(
        label=_("L’axe de la stratégie qu’il met en œuvre"),
        required=False,
        max_length=20,
        help_text=_("Sa clé, telle que la stratégie l’affiche : « A1 »."),
    )


class SheetForm(forms.Form):
    """The sheet of an action; lists are written one thing by line."""

    title = forms.CharField(label=_("Ce qui sera fait"), max_length=300)
    summary = forms.CharField(
        label=_("En quelques phrases"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    axis = forms.ChoiceField(label=_("Axe"), required=False)
    owner = forms.ChoiceField(label=_("Qui doit le faire"))
    horizon = forms.ChoiceField(label=_("Horizon"), choices=HORIZONS)
    starts_on = forms.DateField(label=_("Début"), widget=forms.DateInput(attrs=DAY))
    due_on = forms.DateField(label=_("Échéance"), widget=forms.DateInput(attrs=DAY))
    cost_euros = forms.IntegerField(label=_("Coût, en euros"), required=False, min_value=0, max_value=10**15)
    cost_note = forms.CharField(label=_("Ce qu’il faut savoir du coût"), required=False, max_length=300)
    prerequisites = forms.CharField(
        label=_("Ce qu’elle attend"),
        required=False,
        max_length=1000,
        help_text=_("Les références des actions à faire avant, séparées par des virgules : P-2026-0004, P-2026-0007."),
    )
    deliverables = forms.CharField(label=_("Ce qui sera livré, un par ligne"), required=False, widget=forms.Textarea)
    indicators = forms.CharField(
        label=_("À quoi on verra l’effet, un par ligne"), required=False, widget=forms.Textarea
    )
    risks = forms.CharField(label=_("Ce qui peut l’empêcher, un par ligne"), required=False, widget=forms.Textarea)
    origins = forms.CharField(
        label=_("D’où elle vient, une origine par ligne"),
        required=False,
        widget=forms.Textarea,
        help_text=_("« nature | intitulé | adresse ». Natures : seminaire, recommandation, saisine, engagement, "
                    "deliberation, etude. L’adresse commence par / ou https:// ; elle est publique."),
    )  # fmt: skip
    partners = forms.MultipleChoiceField(
        label=_("Avec quels organismes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    communes = forms.MultipleChoiceField(
        label=_("Dans quelles communes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Pourquoi ce changement"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Public : la prochaine version le dira à côté de ce qui change."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: object, *, known: Directory, sheet: ActionSheet | None = None) -> None:
        super().__init__(data, initial=_initial(sheet) if sheet else None)  # type: ignore[arg-type]  # a request's data
        self.known = known
        owners = [(slug, body.name) for slug, body in known.bodies.items()]
        owners += [
            (f"{body}/{slug}", f"{row.body.name}, {row.name}") for (body, slug), row in known.departments.items()
        ]
        self._offer("axis", [("", str(_("Aucun"))), *((str(n), str(axis)) for n, axis in sorted(known.axes.items()))])
        bodies = [(slug, body.name) for slug, body in known.bodies.items()]
        self._offer("owner", sorted(owners, key=_by_name))
        self._offer("partners", sorted(bodies, key=_by_name))
        self._offer("communes", [(slug, commune.name) for slug, commune in known.communes.items()])
        for name in ("deliverables", "indicators", "risks", "origins"):
            self.fields[name].widget.attrs["rows"] = 3
        if sheet is None:
            del self.fields["why"]

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice field's

    def clean(self) -> None:
        starts_on, due_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("due_on")
        if starts_on is not None and due_on is not None and due_on < starts_on:
            self.add_error("due_on", _("L’échéance vient après le début."))

    def clean_prerequisites(self) -> tuple[str, ...]:
        wanted = names(self.cleaned_data["prerequisites"])
        absent = [name for name in wanted if name not in self.known.actions]
        if absent:
            raise forms.ValidationError(_("%(names)s : pas dans le plan.") % {"names": ", ".join(absent)})
        return wanted

    def clean_origins(self) -> tuple[Origin, ...]:
        found = tuple(map(origin_of, one_by_line(self.cleaned_data["origins"])))
        for origin in found:
            if origin.kind not in set(ORIGIN_LABELS) or not origin.label:
                raise forms.ValidationError(_("« %(line)s » ne se lit pas.") % {"line": line_of(origin)})
            if origin.url and not origin.url.startswith(("/", "https://")):
                raise forms.ValidationError(_("« %(url)s » n’est pas une adresse.") % {"url": origin.url})
        return found

    @property
    def sheet(self) -> ActionSheet:
        typed = dict(self.cleaned_data)
        body, _slash, department = typed.pop("owner").partition("/")
        typed.pop("why", None)
        for name in ("deliverables", "indicators", "risks"):
            typed[name] = one_by_line(typed[name])
        typed |= {"partners": tuple(typed["partners"]), "communes": tuple(typed["communes"])}
        typed["axis"] = int(typed["axis"]) if typed["axis"] else None
        return ActionSheet(body=body, department=department, **typed)


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1]


def _initial(sheet: ActionSheet) -> dict[str, object]:
    cells = cells_of(sheet)
    return {
        "title": sheet.title,
        "summary": sheet.summary,
        "axis": str(sheet.axis or ""),
        "owner": f"{sheet.body}/{sheet.department}" if sheet.department else sheet.body,
        "horizon": sheet.horizon,
        "starts_on": sheet.starts_on.isoformat(),
        "due_on": sheet.due_on.isoformat(),
        "cost_euros": sheet.cost_euros,
        "cost_note": sheet.cost_note,
        "prerequisites": cells["prerequis"],
        "deliverables": cells["livrables"],
        "indicators": cells["indicateurs"],
        "risks": cells["risques"],
        "origins": cells["origines"],
        "partners": list(sheet.partners),
        "communes": list(sheet.communes),
    }


class MoveForm(forms.Form):
    """Another horizon, and if one wants a date and why."""

    horizon = forms.ChoiceField(label=_("Horizon"), choices=HORIZONS)
    due_on = forms.DateField(
        label=_("Nouvelle échéance"),
        required=False,
        help_text=_("Vide : elle garde la sienne si l’horizon la contient, sinon prend le dernier jour de l’horizon."),
        widget=forms.DateInput(attrs=DAY),
    )
    why = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Public : la prochaine version le dira à côté de ce qui change."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: object, *, horizon: str = "", due_on: date | None = None) -> None:
        initial = {"horizon": horizon, "due_on": due_on.isoformat() if due_on else ""}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only


class PlanFileForm(forms.Form):
    """A file of sheets."""

    file = forms.FileField(
        label=_("Fichier CSV ou XLSX"), help_text=_("Le plus simple : partir du fichier d’aujourd’hui, et le modifier.")
    )
