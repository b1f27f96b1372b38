"""What is typed about the shared calendar: a date, what it asks of whom, which communes were told, a file."""

from collections.abc import Iterable
from datetime import date, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.actions.agenda import Asking
from belvedere.contexts.strategy.forms import REASON_LENGTH, DayInput
from belvedere.contexts.strategy.models import AgendaEvent
from belvedere.contexts.strategy.states import EventKind, Method, Public
from belvedere.contexts.strategy.words import EVENT_LABELS, METHOD_LABELS, PUBLIC_LABELS
from belvedere.platform.territory.models import Body, Commune, Competence

YES_NO = [("", _("Je ne sais pas")), ("oui", _("Oui")), ("non", _("Non"))]
_YES = {"oui": True, "non": False}


class MomentInput(forms.DateTimeInput):
    """A day and an hour typed or chosen in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class EventForm(forms.Form):
    """A date of one's body."""

    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[
            (kind.value, label)
            for kind, label in EVENT_LABELS.items()
            if kind in {EventKind.CONSULTATION, EventKind.MEETING, EventKind.OTHER}
        ],
    )
    title = forms.CharField(label=_("Titre"), max_length=300)
    starts_at = forms.DateTimeField(label=_("Début"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Fin"), widget=MomentInput)
    place = forms.CharField(label=_("Lieu"), max_length=300, required=False)
    file = forms.CharField(
        label=_("Dossier"),
        max_length=60,
        required=False,
        help_text=_("Le nom ou la référence que partagent les organismes qui travaillent sur le même projet."),
    )
    competence = forms.ChoiceField(label=_("Compétence"), required=False)
    communes = forms.MultipleChoiceField(
        label=_("Communes"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Aucune : toutes.")
    )

    def __init__(self, data: object = None, *, competences: Iterable[Competence], communes: Iterable[Commune]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        rows = [(row.code, row.label) for row in competences]
        self.fields["competence"].choices = [("", _("Aucune")), *rows]  # type: ignore[attr-defined]  # a choice field
        places = [(row.insee, row.name) for row in communes]
        self.fields["communes"].choices = places  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, object]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if isinstance(starts, datetime) and isinstance(ends, datetime) and ends <= starts:
            self.add_error("ends_at", _("La fin vient après le début."))
        return cleaned


class AskingForm(forms.Form):
    """What an event asks of whom: read by the rules of subsidiarity and by the thermometer."""

    method = forms.ChoiceField(
        label=_("Comment on demande"), choices=[(method.value, label) for method, label in METHOD_LABELS.items()]
    )
    minutes = forms.IntegerField(label=_("Minutes demandées à chaque personne"), min_value=1, max_value=60_000)
    share_percent = forms.FloatField(
        label=_("Part du public sollicitée, en %"), min_value=0, max_value=100, help_text=_("Une estimation suffit.")
    )
    publics = forms.MultipleChoiceField(
        label=_("Publics"),
        choices=[(public.value, label) for public, label in PUBLIC_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.SlugField(
        label=_("Sujet, en quelques mots sans espace"),
        max_length=60,
        required=False,
        help_text=_("Le même pour la même question : bus-de-nuit."),
    )
    question = forms.CharField(
        label=_("La question posée"), max_length=REASON_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    known_already = forms.CharField(
        label=_("Ce que nous savons déjà"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Demandé si la même question a été posée au même public il y a peu."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    partners = forms.MultipleChoiceField(
        label=_("Consultation conjointe avec"), required=False, widget=forms.CheckboxSelectMultiple
    )
    mandated_by = forms.ChoiceField(label=_("Pour le compte de"), required=False)
    touched = forms.MultipleChoiceField(
        label=_("Communes où les effets se sentent"), required=False, widget=forms.CheckboxSelectMultiple
    )
    asked_in = forms.MultipleChoiceField(
        label=_("Communes consultées"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answered_in = forms.MultipleChoiceField(
        label=_("Communes où la réponse sera donnée"), required=False, widget=forms.CheckboxSelectMultiple
    )
    takes_requests = forms.BooleanField(label=_("Des demandes peuvent nous être adressées"), required=False)
    forwards_in_working_days = forms.IntegerField(
        label=_("Jours ouvrés pour transmettre une demande mal adressée"), min_value=0, max_value=365, required=False
    )
    under_a_state_procedure = forms.ChoiceField(
        label=_("L’État ou la CNDP consulte déjà sur ce sujet"), choices=YES_NO, required=False
    )
    only_documents = forms.BooleanField(label=_("Nous ne faisons que documenter"), required=False)
    council_is_due = forms.ChoiceField(
        label=_("Le conseil de développement est saisi de droit sur ce sujet"), choices=YES_NO, required=False
    )
    council_seised_on = forms.DateField(label=_("Saisi le"), required=False, widget=DayInput)
    evaluation_goes_up = forms.ChoiceField(
        label=_("L’évaluation sera envoyée à la Métropole"), choices=YES_NO, required=False
    )

    def __init__(
        self, data: object = None, *, event: AgendaEvent, communes: Iterable[Commune], bodies: Iterable[Body]
    ) -> None:
        super().__init__(data, initial=_initial(event))  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        places = [(row.insee, row.name) for row in communes]
        for name in ("touched", "asked_in", "answered_in"):
            self.fields[name].choices = places  # type: ignore[attr-defined]  # a choice field
        self.bodies = {body.slug: body for body in bodies if body.pk != event.body_id}
        others = [(slug, body.name) for slug, body in self.bodies.items() if body.kind != "commune"]
        self.fields["partners"].choices = others  # type: ignore[attr-defined]  # a choice field
        named = [(slug, body.name) for slug, body in self.bodies.items()]
        self.fields["mandated_by"].choices = [("", _("Nous-mêmes")), *named]  # type: ignore[attr-defined]  # a choice field

    @property
    def asking(self) -> Asking:
        """What was typed, as the action takes it."""
        typed = dict(self.cleaned_data)
        for name in ("under_a_state_procedure", "council_is_due", "evaluation_goes_up"):
            typed[name] = _YES.get(typed[name])
        for name in ("touched", "asked_in", "answered_in"):
            typed[name] = frozenset(typed[name])
        typed["method"] = Method(typed["method"])
        typed["publics"] = frozenset(Public(public) for public in typed["publics"])
        typed["partners"] = tuple(self.bodies[slug] for slug in typed["partners"])
        typed["mandated_by"] = self.bodies.get(typed["mandated_by"])
        return Asking(**typed)


def _initial(event: AgendaEvent) -> dict[str, object]:
    rows = list(event.communes.all())
    places = {
        "touched": [row.commune.insee for row in rows if row.is_touched],
        "asked_in": [row.commune.insee for row in rows if row.is_asked],
        "answered_in": [row.commune.insee for row in rows if row.is_answered],
    }
    asked = getattr(event, "solicitation", None)
    if asked is None:
        return {**places, "takes_requests": True, "publics": [public.value for public in Public]}
    words = {None: "", True: "oui", False: "non"}
    return {
        **places,
        **{
            name: getattr(asked, name)
            for name in (
                "method", "minutes", "share_percent", "publics", "subject", "question", "known_already",
                "only_documents", "council_seised_on", "takes_requests", "forwards_in_working_days",
            )
        },
        **{
            name: words[getattr(asked, name)]
            for name in ("under_a_state_procedure", "council_is_due", "evaluation_goes_up")
        },
        "partners": [body.slug for body in asked.partners.all()],
        "mandated_by": asked.mandated_by.slug if asked.mandated_by else "",
    }  # fmt: skip


class TellForm(forms.Form):
    """Which communes were told, and when."""

    communes = forms.MultipleChoiceField(label=_("Communes prévenues"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("Prévenues le"), widget=DayInput)

    def __init__(self, data: object = None, *, event: AgendaEvent, today: date) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.today = today
        rows = [row for row in event.communes.all() if row.told_on is None and row.commune.body_id != event.body_id]
        self.fields["communes"].choices = [(row.commune.insee, row.commune.name) for row in rows]  # type: ignore[attr-defined]  # a choice field

    def clean_on(self) -> date:
        """Refuse a day to come: what is recorded has been done."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Ce jour n’est pas encore venu."))
        return day


class WaiveForm(forms.Form):
    """Why a rule is set aside."""

    reason = forms.CharField(
        label=_("Pourquoi cette règle est levée"),
        max_length=REASON_LENGTH,
        help_text=_("Cette raison est publique."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: object = None, *, rule: str = "") -> None:
        super().__init__(data, auto_id=f"id_{rule}_%s")  # type: ignore[arg-type]  # Django's stubs name a request's mapping only


class MoveForm(forms.Form):
    """Other dates for an event."""

    starts_at = forms.DateTimeField(label=_("Nouveau début"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Nouvelle fin"), widget=MomentInput)

    def __init__(self, data: object = None, *, event: AgendaEvent) -> None:
        initial = {"starts_at": timezone.localtime(event.starts_at), "ends_at": timezone.localtime(event.ends_at)}
        super().__init__(data, initial=initial, prefix="date")  # type: ignore[arg-type]  # Django's stubs name a request's mapping only

    def clean(self) -> dict[str, object]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if isinstance(starts, datetime) and isinstance(ends, datetime) and ends <= starts:
            self.add_error("ends_at", _("La fin vient après le début."))
        return cleaned


class ReportForm(forms.Form):
    """How many people came."""

    people_reached = forms.IntegerField(label=_("Personnes touchées"), min_value=0, max_value=10_000_000)


class AgendaFilterForm(forms.Form):
    """What of the calendar is looked at."""

    commune = forms.ChoiceField(label=_("Commune"), required=False)
    organisme = forms.ChoiceField(label=_("Organisme"), required=False)
    nature = forms.ChoiceField(
        label=_("Nature"),
        required=False,
        choices=[("", _("Toutes")), *((kind.value, label) for kind, label in EVENT_LABELS.items())],
    )
    mois = forms.RegexField(label=_("Mois"), regex=r"^\d{4}-(0[1-9]|1[0-2])$", required=False)

    def __init__(self, data: object, *, communes: Iterable[Commune], bodies: Iterable[Body]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        places = [(row.slug, row.name) for row in communes]
        self.fields["commune"].choices = [("", _("Toutes")), *places]  # type: ignore[attr-defined]  # a choice field
        named = [(row.slug, row.name) for row in bodies]
        self.fields["organisme"].choices = [("", _("Tous")), *named]  # type: ignore[attr-defined]  # a choice field
        self.fields["mois"].widget.input_type = "month"


class PublicForm(forms.Form):
    """Which public the thermometer shows."""

    public = forms.ChoiceField(
        label=_("Public"),
        required=False,
        choices=[("", _("Tous, en moyenne")), *((public.value, label) for public, label in PUBLIC_LABELS.items())],
    )
