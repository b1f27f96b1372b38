"""What is typed about a seminar: what it is, its colleges, its people, its programme, its rounds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.queries.cards import method_cards
from belvedere.contexts.seminar.actions.people import Listed
from belvedere.contexts.seminar.actions.preparing import Description
from belvedere.contexts.seminar.actions.programme import AtTables, Moment
from belvedere.contexts.seminar.models import College, Guest, Seminar, Sequence
from belvedere.contexts.seminar.states import SequenceKind, Template
from belvedere.contexts.seminar.words import SEQUENCE_LABELS, TEMPLATE_LABELS
from belvedere.platform.exchange.sheets import MOST_BYTES

LONGEST_DAYS = 10


class DayInput(forms.DateInput):
    """A day typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour typed or chosen in the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SeminarForm(forms.Form):
    """What a seminar is."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    purpose = forms.CharField(
        label=_("La question à laquelle il répond"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    place = forms.CharField(label=_("Lieu"), max_length=300, required=False)
    starts_on = forms.DateField(label=_("Premier jour"), widget=DayInput)
    ends_on = forms.DateField(label=_("Dernier jour"), widget=DayInput)
    template = forms.ChoiceField(
        label=_("Programme de départ"),
        choices=[(template.value, label) for template, label in TEMPLATE_LABELS.items()],
        help_text=_("Tout se change ensuite : heures, questions, méthodes, salles."),
    )
    is_moderated = forms.BooleanField(label=_("Rien n’est projeté avant d’être relu"), required=False)

    def __init__(self, data: object = None, *, seminar: Seminar | None = None) -> None:
        names = ("title", "purpose", "place", "starts_on", "ends_on", "is_moderated")
        super().__init__(data, initial={name: getattr(seminar, name) for name in names} if seminar else None)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        if seminar is not None:
            del self.fields["template"]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and not 0 <= (last - first).days < LONGEST_DAYS:
            self.add_error("ends_on", _("Le dernier jour suit le premier, de dix jours au plus."))

    @property
    def description(self) -> Description:
        typed = self.cleaned_data
        return Description(
            typed["title"].strip(), typed["purpose"].strip(), typed["place"].strip(),
            typed["starts_on"], typed["ends_on"], typed["is_moderated"],
        )  # fmt: skip

    @property
    def chosen_template(self) -> Template:
        return Template(self.cleaned_data["template"])


class CollegeForm(forms.Form):
    """A college and its places."""

    name = forms.CharField(label=_("Collège"), max_length=100)
    quota = forms.IntegerField(label=_("Places"), min_value=1, max_value=1000)


class GuestForm(forms.Form):
    """One person."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    college = forms.ChoiceField(label=_("Collège"))
    organisation = forms.CharField(label=_("Organisme"), max_length=120, required=False)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    access = forms.CharField(label=_("Besoin d’accès"), max_length=200, required=False)
    diet = forms.CharField(label=_("Régime alimentaire"), max_length=200, required=False)
    fixed_table = forms.IntegerField(
        label=_("Table fixe"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("Pour un animateur, ou qui ne peut pas changer de place."),
    )
    together = forms.CharField(
        label=_("Toujours avec"), max_length=40, required=False, help_text=_("Le même mot pour qui reste ensemble.")
    )
    apart = forms.CharField(
        label=_("Jamais avec"), max_length=40, required=False, help_text=_("Le même mot pour qui reste séparé.")
    )

    def __init__(self, data: object = None, *, colleges: list[College], guest: Guest | None = None) -> None:
        initial = {name: getattr(guest, name) for name in self.base_fields if name != "college"} if guest else {}
        if guest is not None:
            initial["college"] = guest.college.slug
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.fields["college"].choices = [(row.slug, row.name) for row in colleges]  # type: ignore[attr-defined]  # a choice field

    @property
    def listed(self) -> Listed:
        return Listed(**self.cleaned_data)


class GuestsFileForm(forms.Form):
    """A list of people in a file."""

    file = forms.FileField(
        label=_("Fichier CSV ou XLSX"),
        help_text=_(
            "Colonnes : nom, college, puis si l’on veut organisme, courriel, regime, acces, table, ensemble, separes."
        ),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier est trop lourd."))
        return file


class SequenceForm(forms.Form):
    """A sequence of the programme, and its question when it is at tables."""

    day = forms.IntegerField(label=_("Jour"), min_value=1, max_value=LONGEST_DAYS)
    track = forms.IntegerField(
        label=_("Parcours"), min_value=1, max_value=9, initial=1, help_text=_("1, sauf pour ce qui se passe à côté.")
    )
    kind = forms.ChoiceField(
        label=_("Nature"), choices=[(kind.value, label) for kind, label in SEQUENCE_LABELS.items()]
    )
    title = forms.CharField(label=_("Titre"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=720)
    pinned = forms.TimeField(
        label=_("Heure fixe"), widget=HourInput, required=False, help_text=_("Vide : à la suite de la précédente.")
    )
    objective = forms.CharField(
        label=_("Objectif"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    method = forms.ChoiceField(label=_("Méthode du guide"), required=False)
    room = forms.CharField(label=_("Salle"), max_length=100, required=False)
    facilitators = forms.CharField(
        label=_("Animation"), max_length=200, required=False, help_text=_("Des noms, séparés par des virgules.")
    )
    materials = forms.CharField(label=_("Matériel"), max_length=300, required=False)
    question = forms.CharField(
        label=_("Question posée aux tables"), max_length=300, required=False, help_text=_("Pour un tour aux tables.")
    )
    tables = forms.IntegerField(label=_("Tables"), min_value=1, max_value=100, required=False)
    seats = forms.IntegerField(label=_("Places par table"), min_value=2, max_value=30, required=False)

    def __init__(self, data: object = None, *, seminar: Seminar, sequence: Sequence | None = None) -> None:
        super().__init__(data, initial=_initial(sequence) if sequence else None)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.seminar = seminar
        methods = [(card.method.id, card.title) for card in method_cards()]
        self.fields["method"].choices = [("", _("Aucune")), *methods]  # type: ignore[attr-defined]  # a choice field

    def clean_day(self) -> int:
        day: int = self.cleaned_data["day"]
        if day > self.seminar.days:
            raise forms.ValidationError(_("Le séminaire n’a pas autant de jours."))
        return day

    def clean(self) -> None:
        if self.cleaned_data.get("kind") == SequenceKind.TABLES:
            for name in ("question", "tables", "seats"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Nécessaire pour un tour aux tables."))

    @property
    def moment(self) -> Moment:
        typed = {
            name: value for name, value in self.cleaned_data.items() if name not in {"question", "tables", "seats"}
        }
        return Moment(**{**typed, "kind": SequenceKind(typed["kind"])})

    @property
    def at_tables(self) -> AtTables | None:
        typed = self.cleaned_data
        if typed["kind"] != SequenceKind.TABLES:
            return None
        return AtTables(typed["question"], typed["tables"], typed["seats"])


def _initial(sequence: Sequence) -> dict[str, object]:
    names = ("day", "track", "kind", "title", "minutes", "pinned", "objective", "method", "room", "facilitators",
             "materials")  # fmt: skip
    initial = {name: getattr(sequence, name) for name in names}
    row = getattr(sequence, "round", None)
    return {**initial, "question": row.question, "tables": row.tables, "seats": row.seats} if row else initial


class AnswerForm(forms.Form):
    """What a guest answers to her invitation."""

    comes = forms.ChoiceField(
        label=_("Viendrez-vous ?"), choices=[("oui", _("Oui")), ("non", _("Non"))], widget=forms.RadioSelect
    )
    diet = forms.CharField(label=_("Régime alimentaire"), max_length=200, required=False)
    access = forms.CharField(
        label=_("Ce qu’il vous faut pour venir et participer"),
        max_length=200,
        required=False,
        help_text=_("Effacé une semaine après le séminaire."),
    )
