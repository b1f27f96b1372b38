"""« Est-ce fait ? »: when it is asked, of whom, and what was said; nobody's words before they are read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from belvedere.contexts.actionplan.models import Action, Survey, SurveyReply
from belvedere.contexts.actionplan.queries import audience_digest
from belvedere.contexts.actionplan.refusals import LinkNotValid
from belvedere.contexts.actionplan.states import (
    FEWEST_FOR_WORDS,
    STILL_OWED,
    ActionState,
    Reading,
    ReplyVerdict,
    SurveyState,
)
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Parameter
from belvedere.platform.territory.queries import NoParameterInForce, parameter_in_force

LINK_SALT = "actionplan.survey"
SIZE, DAYS, MINIMUM, PERCENT = (
    "commitment.sample_size",
    "commitment.survey_days",
    "commitment.minimum_replies",
    "commitment.contest_percent",
)


@dataclass(frozen=True)
class Invited:
    """Who holds a link: the survey, the mark of a person on its action, and whether they deposited the referral."""

    survey: int
    mark: str
    is_depositor: bool


@dataclass(frozen=True)
class ShownSurvey:
    """A survey as everyone reads it: counts, and the words that an officer has read, when enough people replied."""

    survey: Survey
    counts: dict[ReplyVerdict, int]
    words: list[SurveyReply]

    @property
    def replies(self) -> int:
        return sum(self.counts.values())

    @property
    def yes(self) -> int:
        return self.counts[ReplyVerdict.YES]

    @property
    def partly(self) -> int:
        return self.counts[ReplyVerdict.PARTLY]

    @property
    def no(self) -> int:
        return self.counts[ReplyVerdict.NO]


def surveys() -> QuerySet[Survey]:
    """Return every survey with its action: one statement."""
    return Survey.objects.select_related("action__territory", "action__body")


def actions_to_ask(today: date) -> QuerySet[Action]:
    """Return the actions whose date has come and of which nobody was asked yet, in the state they are in."""
    is_done = Case(
        When(state=ActionState.DONE, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
    asked = Survey.objects.filter(action=OuterRef("pk"), was_done=OuterRef("is_done"))
    states = [ActionState.DONE.value, *(state.value for state in STILL_OWED)]
    asked_of = Action.objects.filter(answer__isnull=False)  # whoever supported the referral: others cannot be drawn
    found = asked_of.filter(due_on__lte=today, state__in=states).annotate(is_done=is_done)
    return found.filter(~Exists(asked)).order_by("due_on", "pk")


def rules_of_survey(action: Action, *, on: date) -> dict[str, Parameter] | None:
    """Return the numbers of the règlement that a survey keeps, or nothing where the règlement has none."""
    try:
        return {code: parameter_in_force(body=action.body, code=code, on=on) for code in (SIZE, DAYS, MINIMUM, PERCENT)}
    except NoParameterInForce:
        return None


def surveys_to_close(today: date) -> QuerySet[Survey]:
    """Return the surveys whose last day has passed."""
    return surveys().filter(state=SurveyState.OPEN, closes_on__lt=today).order_by("closes_on", "pk")


def survey_link(survey: Survey, audience_id: str, *, is_depositor: bool) -> str:
    """Return the path by which one person, and nobody else, replies."""
    mark = audience_digest(reference=survey.action.reference, audience_id=audience_id)
    token = signing.dumps({"survey": survey.pk, "by": mark, "depositor": is_depositor}, salt=LINK_SALT)
    return reverse("actionplan:reply", args=[survey.action.reference, token])


def invited_by(token: str) -> Invited:
    """Return for whom a link was made; refuses one that is altered."""
    try:
        content = signing.loads(token, salt=LINK_SALT)
    except signing.BadSignature:
        raise LinkNotValid from None
    return Invited(int(content["survey"]), str(content["by"]), bool(content["depositor"]))


def shown_surveys(action: Action) -> list[ShownSurvey]:
    """Return the surveys of an action, the latest first: two statements."""
    rows = Survey.objects.filter(action=action).prefetch_related("replies").order_by("-asked_at", "-pk")
    return [ShownSurvey(row, counted(row.replies.all()), _public_words(row)) for row in rows]


def counted(replies: Iterable[SurveyReply]) -> dict[ReplyVerdict, int]:
    """Return how many people said what; the three are always there."""
    found = Counter(reply.verdict for reply in replies)
    return {verdict: found[verdict.value] for verdict in ReplyVerdict}


def _public_words(survey: Survey) -> list[SurveyReply]:
    replies = list(survey.replies.all())
    return (
        [reply for reply in replies if reply.reading == Reading.PUBLISHED] if len(replies) >= FEWEST_FOR_WORDS else []
    )


def replies_of_action(action: Action) -> QuerySet[SurveyReply]:
    """Return the replies of an action that have words, those to read first."""
    waiting = Case(When(reading=Reading.WAITING, then=Value(0)), default=Value(1))
    found = SurveyReply.objects.filter(survey__action=action).exclude(reading=Reading.NONE)
    return found.select_related("survey__action").annotate(rank=waiting).order_by("rank", "at", "pk")


def actions_with_words_to_read(role: Role) -> QuerySet[Action]:
    """Return the actions of an officer's body on which inhabitants wrote words that nobody has read."""
    if role.kind != RoleKind.AGENT:
        return Action.objects.none()
    unread = Q(surveys__replies__reading=Reading.WAITING)
    return Action.objects.filter(unread, body=role.body_id).distinct().order_by("due_on", "reference")


def marks_of(matter: str, audience_id: str) -> list[str]:
    """Return the marks of a person on the actions of a matter: one statement."""
    references = Action.objects.filter(matter=matter).values_list("reference", flat=True)
    return [audience_digest(reference=reference, audience_id=audience_id) for reference in references]


def replies_under(marks: Iterable[str]) -> QuerySet[SurveyReply]:
    """Return the replies given under these marks."""
    return SurveyReply.objects.filter(mark__in=list(marks)).select_related("survey__action").order_by("at", "pk")
