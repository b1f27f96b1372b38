"""What our worker keeps beside the jobs of django-tasks: leases, the schedule, progress."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lease(models.Model):
    """A job that a worker is running now; a lease that expires means that the worker died."""

    job = models.OneToOneField(
        "django_tasks_database.DBTaskResult", models.CASCADE, primary_key=True, related_name="lease"
    )
    worker = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["Lease"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.job_id} by {self.worker}"


class Appointment(models.Model):
    """When a periodic function runs next for a territory, and the job of its last run."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    next_at = models.DateTimeField()
    job_id = models.UUIDField(null=True, blank=True)

    objects: ClassVar[models.Manager["Appointment"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="one_appointment_by_name")]

    def __str__(self) -> str:
        return self.name


class ProgressState(models.TextChoices):
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Interrompu")


class Progress(models.Model):
    """How far a long job is, for the page that waits for it."""

    territory = models.ForeignKey("territory.Territory", models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=200)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ProgressState, default=ProgressState.RUNNING)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Progress"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "key"], name="one_progress_by_key"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ProgressState]), name="progress_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.done}/{self.total}"
