"""What an officer types of a panel's life: its rhythm, missions, sessions, documents, attendance, hearings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any  # what a browser sends

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.attendance import Presence
from belvedere.contexts.panels.actions.hearing import HearingRequest
from belvedere.contexts.panels.actions.mission import MissionSheet
from belvedere.contexts.panels.actions.session import SessionSheet
from belvedere.contexts.panels.actions.standing import PanelSheet
from belvedere.contexts.panels.forms.opinion import DayInput
from belvedere.contexts.panels.models import Mission, Session
from belvedere.contexts.panels.queries.attendance import SheetRow
from belvedere.contexts.panels.queries.session_file import media_type_of
from belvedere.contexts.panels.states.panel import AttendanceState, MissionKind
from belvedere.contexts.panels.words import ATTENDANCE_LABELS, MISSION_KIND_LABELS
from belvedere.platform.territory.models import Body
from belvedere.platform.territory.queries import bodies

TEXT_LENGTH, MINUTES_LENGTH, LARGEST_FILE, NEEDS_LENGTH = 3000, 60_000, 10_000_000, 300
MOST_SESSIONS = 60
_SEEN = (AttendanceState.EXPECTED, AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT)
_SAID = (AttendanceState.EXPECTED, AttendanceState.EXCUSED)


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PanelForm(forms.Form):
    """What a panel is for and how much it asks."""

    name = forms.CharField(label=_("Nom du panel"), max_length=200)
    purpose = forms.CharField(label=_("À quoi il sert"), max_length=TEXT_LENGTH, widget=_text(5))
    ends_on = forms.DateField(label=_("Fin de son mandat"), required=False, widget=DayInput)
    most_sessions_by_year = forms.IntegerField(
        label=_("Séances par an et par membre, au plus"),
        required=False,
        min_value=1,
        max_value=MOST_SESSIONS,
        help_text=_("Une séance de plus sera refusée. Sans nombre, il n’y a pas de limite."),
    )

    @property
    def sheet(self) -> PanelSheet:
        return PanelSheet(**self.cleaned_data)


class MissionForm(forms.Form):
    """What is asked of a panel."""

    kind = forms.ChoiceField(
        label=_("D’où vient cette mission"),
        choices=[(kind.value, label) for kind, label in MISSION_KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    examen = forms.ChoiceField(label=_("L’examen"), required=False, help_text=_("Si la mission vient d’un examen."))
    consultation = forms.CharField(
        label=_("La référence de la concertation"),
        required=False,
        max_length=20,
        help_text=_("Si la mission vient d’une concertation."),
    )
    title = forms.CharField(label=_("Titre"), max_length=200)
    question = forms.CharField(label=_("La question posée au panel"), max_length=TEXT_LENGTH, widget=_text(4))
    starts_on = forms.DateField(label=_("Commence le"), required=False, widget=DayInput)
    due_on = forms.DateField(label=_("Avis attendu avant le"), required=False, widget=DayInput)

    def __init__(self, *args: Any, examens: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.fields["examen"].choices = [("", _("Aucun")), *examens]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == MissionKind.EXAMEN and not data.get("examen"):
            self.add_error("examen", _("Choisissez l’examen."))
        if data.get("kind") == MissionKind.CONSULTATION and not data.get("consultation"):
            self.add_error("consultation", _("Écrivez la référence de la concertation."))
        if data.get("starts_on") and data.get("due_on") and data["due_on"] < data["starts_on"]:
            self.add_error("due_on", _("L’avis ne peut pas être attendu avant le début."))
        return data

    @property
    def sheet(self) -> MissionSheet:
        typed = self.cleaned_data
        return MissionSheet(
            kind=MissionKind(typed["kind"]),
            title=typed["title"],
            question=typed["question"],
            examen_reference=typed["examen"],
            consultation=typed["consultation"],
            starts_on=typed["starts_on"],
            due_on=typed["due_on"],
        )


class MissionChoice(forms.Form):
    """A form whose ``mission`` is one of the panel's, or none."""

    def __init__(self, *args: Any, missions: Iterable[Mission], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        found = [(str(mission.number), mission.title) for mission in missions]
        self.fields["mission"].choices = [("", _("Aucune en particulier")), *found]  # type: ignore[attr-defined]  # a choice

    @property
    def mission_number(self) -> int | None:
        return int(self.cleaned_data["mission"]) if self.cleaned_data["mission"] else None


class SessionForm(MissionChoice):
    """When, where, for what."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    day = forms.DateField(label=_("Jour"), widget=DayInput)
    begins = forms.TimeField(label=_("De"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("à"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)
    access = forms.CharField(
        label=_("Comment y venir, comment y entrer"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=_text(3),
        help_text=_("Arrêt de bus, ascenseur, boucle magnétique, garde d’enfants sur place."),
    )
    mission = forms.ChoiceField(label=_("Mission"), required=False)
    agenda = forms.CharField(label=_("Ordre du jour"), required=False, max_length=TEXT_LENGTH, widget=_text(5))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("begins") and data.get("ends") and data["begins"] >= data["ends"]:
            self.add_error("ends", _("La séance doit finir après son début."))
        return data

    @property
    def sheet(self) -> SessionSheet:
        """The session, its hours in the zone of the territory."""
        typed = self.cleaned_data
        return SessionSheet(
            title=typed["title"],
            starts_at=timezone.make_aware(datetime.combine(typed["day"], typed["begins"])),
            ends_at=timezone.make_aware(datetime.combine(typed["day"], typed["ends"])),
            place=typed["place"],
            access=typed["access"],
            agenda=typed["agenda"],
            mission_number=self.mission_number,
        )


def typed_session(session: Session) -> dict[str, object]:
    """Return a session as its form shows it."""
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "title": session.title,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": session.place,
        "access": session.access,
        "agenda": session.agenda,
        "mission": str(session.mission.number) if session.mission else "",
    }


class MinutesForm(forms.Form):
    """What was said at a session."""

    minutes = forms.CharField(
        label=_("Compte rendu"),
        max_length=MINUTES_LENGTH,
        widget=_text(14),
        help_text=_("Public dès l’enregistrement. N’y nommez un membre que s’il a accepté que son nom soit public."),
    )


class DocumentForm(forms.Form):
    """A document given to the members."""

    title = forms.CharField(label=_("Titre du document"), max_length=200)
    file = forms.FileField(
        label=_("Fichier"), help_text=_("PDF, image, texte, LibreOffice ou Office sans macro. 10 Mo au plus.")
    )
    is_public = forms.BooleanField(label=_("Le montrer aussi sur la page publique du panel"), required=False)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 10 Mo."))
        content = file.read()
        file.seek(0)
        if not media_type_of(content):
            raise forms.ValidationError(_("Ce fichier n’est ni un PDF, ni une image, ni un texte, ni un document."))
        return file


class AttendanceForm(forms.Form):
    """The sheet of a session: ``state-<pseudonym>``, ``care-<pseudonym>``, ``needs-<pseudonym>`` for each member."""

    def __init__(self, *args: Any, rows: Iterable[SheetRow], has_begun: bool, **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        choices = [(state.value, ATTENDANCE_LABELS[state]) for state in (_SEEN if has_begun else _SAID)]
        for row in self.rows:
            name, written = row.seat.pseudonym, row.attendance
            state = written.state if written else AttendanceState.EXPECTED.value
            self.fields[f"state-{name}"] = forms.ChoiceField(
                label=_("%(name)s : présence") % {"name": name}, choices=choices, initial=state
            )
            self.fields[f"care-{name}"] = forms.BooleanField(
                label=_("%(name)s : garde") % {"name": name},
                required=False,
                initial=bool(written and written.needs_care),
            )
            self.fields[f"needs-{name}"] = forms.CharField(
                label=_("%(name)s : besoins") % {"name": name},
                required=False,
                max_length=NEEDS_LENGTH,
                initial=written.needs if written else "",
            )
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    @property
    def lines(self) -> list[dict[str, object]]:
        """Each member with her three fields, for the table."""
        return [
            {"seat": row.seat, "attendance": row.attendance}
            | {part: self[f"{part}-{row.seat.pseudonym}"] for part in ("state", "care", "needs")}
            for row in self.rows
        ]

    @property
    def presences(self) -> dict[str, Presence]:
        typed = self.cleaned_data
        return {
            name: Presence(AttendanceState(typed[f"state-{name}"]), typed[f"care-{name}"], typed[f"needs-{name}"])
            for name in (row.seat.pseudonym for row in self.rows)
        }


class ForwardForm(forms.Form):
    """To whom a hearing is asked, and by when."""

    body: forms.ModelChoiceField[Body] = forms.ModelChoiceField(
        queryset=None, label=_("Organisme"), required=False, to_field_name="slug", empty_label=_("Aucun : une personne")
    )
    due_on = forms.DateField(label=_("Réponse demandée avant le"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies()  # type: ignore[attr-defined]  # a choice of rows


class HearingForm(MissionChoice, ForwardForm):
    """Whom a panel asks to hear, about what."""

    asked_of = forms.CharField(
        label=_("Qui le panel veut entendre"),
        max_length=200,
        help_text=_("La fonction plutôt que le nom : cette demande sera publique."),
    )
    subject = forms.CharField(label=_("Sur quoi"), max_length=TEXT_LENGTH, widget=_text(3))
    mission = forms.ChoiceField(label=_("Mission"), required=False)
    field_order = ("asked_of", "subject", "body", "mission", "due_on")

    @property
    def hearing(self) -> HearingRequest:
        typed = self.cleaned_data
        return HearingRequest(typed["asked_of"], typed["subject"], typed["due_on"], typed["body"], self.mission_number)


class HearingAnswerForm(forms.Form):
    """What was answered."""

    accepts = forms.ChoiceField(
        label=_("La réponse"),
        choices=[("oui", _("L’audition est acceptée")), ("non", _("Elle est refusée"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Ce qui est répondu"),
        max_length=TEXT_LENGTH,
        widget=_text(3),
        help_text=_("Cette réponse est publique."),
    )


class HearingHeldForm(forms.Form):
    """At which session a hearing took place."""

    session = forms.ChoiceField(label=_("Séance"))

    def __init__(self, *args: Any, sessions: Iterable[Session], **kwargs: Any) -> None:  # noqa: ANN401 -- what Django gives a form
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [(str(row.number), row.title) for row in sessions]  # type: ignore[attr-defined]  # a choice
