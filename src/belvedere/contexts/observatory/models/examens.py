"""An examen: who opened it and why, what is in its file, its calendar."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.states.examens import ExamenState, Origin, PieceKind
from belvedere.platform.territory.scoping import territory_scoped

EXAMEN_STATE_LABELS = {
    ExamenState.OPENED: _("Ouvert"),
    ExamenState.OPINION_GIVEN: _("Avis rendu, réponse attendue"),
    ExamenState.ANSWERED: _("Réponse publiée"),
    ExamenState.CLOSED: _("Clos"),
}
ORIGIN_LABELS = {
    Origin.REFERRAL: _("Ouvert par une saisine"),
    Origin.PANEL: _("Choisi par le panel"),
    Origin.COUNCIL: _("Demandé par le conseil"),
    Origin.OBSERVATORY: _("Ouvert par l’observatoire"),
}
PIECE_LABELS = {
    PieceKind.FACT: _("Fait"),
    PieceKind.QUESTION: _("Question"),
    PieceKind.DOCUMENT: _("Document"),
    PieceKind.HEARING: _("Audition"),
    PieceKind.DATE: _("Date"),
    PieceKind.FOLLOW_UP: _("Suivi"),
}


class Examen(models.Model):
    """An inquiry on a policy, opened by a referral past its threshold or by the observatory itself."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="examens")
    reference = models.CharField(max_length=20)
    policy = models.ForeignKey("observatory.Policy", models.PROTECT, related_name="examens")
    origin = models.CharField(
        max_length=8,
        choices=[(origin.value, label) for origin, label in ORIGIN_LABELS.items()],
        default=Origin.OBSERVATORY.value,
    )
    reopens = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reopened_by")
    reason = models.TextField(blank=True, help_text=_("Pourquoi le panel ou le conseil l’ouvre, ou pourquoi il rouvre"))
    mission = models.TextField(blank=True, help_text=_("Ce que l’organisme demande au panel, en toutes lettres"))
    referral_reference = models.CharField(max_length=20, blank=True)
    question = models.TextField(blank=True, help_text=_("Vide quand la question est celle de la saisine"))
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in EXAMEN_STATE_LABELS.items()],
        default=ExamenState.OPENED.value,
    )
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Examen"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "reference"], name="examen_reference_unique_in_territory"),
            models.UniqueConstraint(
                fields=["territory", "referral_reference"],
                condition=~Q(referral_reference=""),
                name="one_examen_by_referral",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ExamenState]), name="examen_state_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]), name="examen_origin_known"
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.REFERRAL.value) | ~Q(referral_reference=""), name="examen_names_its_referral"
            ),
            models.CheckConstraint(condition=Q(reopens=None) | ~Q(reason=""), name="examen_reopened_for_a_reason"),
        ]
        indexes = [models.Index(fields=["territory", "policy", "state"], name="examen_by_policy")]

    def __str__(self) -> str:
        return self.reference


class ExamenPiece(models.Model):
    """A piece of an examen's file: a fact, a question, a document, a hearing with its minutes, a date, a follow-up."""

    examen = models.ForeignKey(Examen, models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=[(kind.value, label) for kind, label in PIECE_LABELS.items()])
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text=_("Pour une audition : son compte rendu"))
    on = models.DateField(null=True, blank=True, help_text=_("Le jour de l’audition ou de la date annoncée"))
    place = models.CharField(max_length=200, blank=True)
    heard = models.CharField(max_length=300, blank=True, help_text=_("Qui est entendu, et à quel titre"))
    url = models.URLField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    minutes_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["ExamenPiece"]] = territory_scoped("examen__territory")

    class Meta:
        ordering = ["examen", "number"]
        constraints = [
            models.UniqueConstraint(fields=["examen", "number"], name="piece_number_unique_in_examen"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PieceKind]), name="examen_piece_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[PieceKind.HEARING.value, PieceKind.DATE.value]) | Q(on__isnull=False),
                name="examen_piece_dated",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[PieceKind.FACT.value, PieceKind.DOCUMENT.value]) | ~Q(source=""),
                name="examen_piece_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.examen_id} · {self.number}"
