"""The strategy in versions: its parts, what other bodies ask to change, what each commitment is tested by."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belvedere.contexts.strategy.models.constraints import known
from belvedere.contexts.strategy.states import (
    UNDER_WAY,
    AmendmentState,
    Change,
    Comparison,
    ElementKind,
    Keeping,
    VersionState,
)
from belvedere.platform.languages import language_of_page
from belvedere.platform.territory.scoping import territory_scoped


class StrategyVersion(models.Model):
    """A version of the strategy: written, amended, arbitrated, adopted by a deliberation; then it never changes."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="strategy_versions")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="strategy_versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=VersionState.WRITING.value)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    amendments_due_on = models.DateField(null=True, blank=True)
    deliberation = models.CharField(max_length=100, blank=True)
    deliberation_url = models.URLField(blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["StrategyVersion"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="strategy_version_number_unique"),
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(state__in=[state.value for state in sorted(UNDER_WAY)]),
                name="strategy_version_one_under_way",
            ),
            known("state", VersionState, "strategy_version_state_known"),
            models.CheckConstraint(
                condition=Q(state=VersionState.ADOPTED.value, adopted_on__isnull=False) & ~Q(deliberation="")
                | ~Q(state=VersionState.ADOPTED.value) & Q(adopted_on=None, deliberation=""),
                name="strategy_version_adopted_by_a_deliberation",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number} {self.state}"

    @property
    def matter(self) -> str:
        """The file under which the journal keeps its story."""
        return f"strategie-{self.number}"

    @property
    def title(self) -> str:
        return _in_language(self.title_fr, self.title_en)


class Element(models.Model):
    """A part of a version; its key is the same from one version to the next."""

    version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="elements")
    key = models.SlugField(max_length=20)
    kind = models.CharField(max_length=12)
    parent = models.SlugField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()
    title_fr = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    text_fr = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Element"]] = territory_scoped("version__territory")

    class Meta:
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="element_key_unique_in_version"),
            known("kind", ElementKind, "element_kind_known"),
            models.CheckConstraint(condition=~Q(title_fr=""), name="element_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=[ElementKind.PRINCIPLE.value, ElementKind.AXIS.value], parent="")
                | Q(kind__in=[ElementKind.OBJECTIVE.value, ElementKind.COMMITMENT.value]) & ~Q(parent=""),
                name="element_is_held_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title_fr}"

    @property
    def title(self) -> str:
        return _in_language(self.title_fr, self.title_en)

    @property
    def text(self) -> str:
        return _in_language(self.text_fr, self.text_en)


def _in_language(french: str, english: str) -> str:
    return french if language_of_page() == "fr" else english or french


class CommitmentTest(models.Model):
    """What a public commitment is tested by: an indicator computed on live data, a target, and since when."""

    element = models.OneToOneField(Element, models.CASCADE, related_name="test")
    indicator = models.CharField(max_length=60)
    comparison = models.CharField(max_length=8)
    target = models.FloatField()
    due_on = models.DateField()

    objects: ClassVar[models.Manager["CommitmentTest"]] = territory_scoped("element__version__territory")

    class Meta:
        ordering = ["element"]
        constraints = [known("comparison", Comparison, "commitment_comparison_known")]

    def __str__(self) -> str:
        return f"{self.element_id} {self.indicator}"


class Measurement(models.Model):
    """What a test said, each time that its word changed: figures of the day, never rewritten."""

    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="measurements")
    element = models.SlugField(max_length=20)
    on = models.DateField()
    value = models.FloatField(null=True, blank=True)
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    keeping = models.CharField(max_length=14)

    objects: ClassVar[models.Manager["Measurement"]] = territory_scoped()

    class Meta:
        ordering = ["territory", "element", "-pk"]
        constraints = [known("keeping", Keeping, "measurement_keeping_known")]
        indexes = [models.Index(fields=["territory", "element", "-id"], name="measurement_latest")]

    def __str__(self) -> str:
        return f"{self.element} {self.on} {self.keeping}"


class Amendment(models.Model):
    """What a body asks to change in a version: public, with its reason, then with the reason of its arbitration."""

    version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=10)
    element = models.SlugField(max_length=20, blank=True)
    kind = models.CharField(max_length=12)
    parent = models.SlugField(max_length=20, blank=True)
    before = models.JSONField(default=dict, blank=True)
    wanted = models.JSONField(default=dict, blank=True)
    decided = models.JSONField(default=dict, blank=True)
    reason = models.TextField()
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="strategy_amendments")
    state = models.CharField(max_length=16, default=AmendmentState.PROPOSED.value)
    decision_reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Amendment"]] = territory_scoped("version__territory")

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="strategy_amendment_number_unique"),
            known("state", AmendmentState, "strategy_amendment_state_known"),
            known("change", Change, "strategy_amendment_change_known"),
            known("kind", ElementKind, "strategy_amendment_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="strategy_amendment_says_why"),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.PROPOSED.value, decided_at=None)
                | ~Q(state=AmendmentState.PROPOSED.value) & Q(decided_at__isnull=False),
                name="strategy_amendment_decided_with_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.number}"


class Comment(models.Model):
    """What a body says of a part of a version, or of an amendment."""

    version = models.ForeignKey(StrategyVersion, models.CASCADE, related_name="comments")
    element = models.SlugField(max_length=20, blank=True)
    amendment = models.ForeignKey(Amendment, models.CASCADE, null=True, blank=True, related_name="comments")
    body = models.ForeignKey("territory.Body", models.PROTECT, related_name="strategy_comments")
    text = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Comment"]] = territory_scoped("version__territory")

    class Meta:
        ordering = ["version", "at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="strategy_comment_has_words")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.body_id}"
