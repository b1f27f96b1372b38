"""Where each step of a referral stands, and what still blocks it, in one sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from belvedere.contexts.referrals.models import Referral, Step
from belvedere.contexts.referrals.queries.regulation import figures_for, rules_kept_by
from belvedere.contexts.referrals.queries.tally import CountKey, counts_now
from belvedere.contexts.referrals.states import Effect, StepState
from belvedere.engines.rules.judgement import Asked, Judgement, StepJudgement, judge
from belvedere.engines.rules.judgement import Support as Counted
from belvedere.engines.rules.regulation import Level, Reference
from belvedere.engines.rules.regulation import Regulation as Rules
from belvedere.engines.rules.wording import demand, sentence
from belvedere.platform.languages import language_of_page


@dataclass(frozen=True)
class StepView:
    """A step as its page shows it: ``counted`` of ``needed`` supports where the rule asks for a number."""

    code: str
    title: str
    effect: Effect
    state: StepState
    is_short: bool
    sentence: str
    demand: str
    counted: int
    needed: int | None
    outcome: str

    @property
    def is_waiting(self) -> bool:
        return self.state is StepState.WAITING


def judged(referral: Referral, *, on: date, counts: Counter[CountKey] | None = None) -> Judgement | None:
    """Judge a referral by its counters (``counts`` where they are read already) and its frozen règlement."""
    rules = rules_kept_by(referral)
    if rules is None:
        return None
    read = counts_now(referral) if counts is None else counts
    rows = [(name, level, count) for (_insee, name, level), count in read.items()]
    return judge_counts(rules, rows, on=on, figures=figures_for(rules, referral.body))


def judge_counts(
    rules: Rules, counts: Iterable[tuple[str, str, int]], *, on: date, figures: Mapping[str, Reference]
) -> Judgement:
    """Judge counts by commune and level, with the figures that percentages are taken of."""
    supports = (Counted(name, on, Level(level), count=count) for name, level, count in counts)
    return judge(rules, supports, on=on, references=figures)


def steps_of(referral: Referral, *, on: date, counts: Counter[CountKey] | None = None) -> list[StepView]:
    """Return the steps of a referral, in their order, each with what still blocks it."""
    found = judged(referral, on=on, counts=counts)
    if found is None:
        return []
    rows = {row.code: row for row in Step.objects.filter(referral=referral)}
    language = language_of_page()
    return [_view(row, rows[row.step.code], language) for row in found.steps if row.step.code in rows]


def _view(found: StepJudgement, row: Step, language: str) -> StepView:
    return StepView(
        code=row.code,
        title=row.title_en if language == "en" else row.title_fr,
        effect=Effect(row.effect),
        state=StepState(row.state),
        is_short=row.is_short,
        sentence=sentence(found, language),
        demand=demand(found.step.rule, language),
        counted=found.counted,
        needed=needed_by(found),
        outcome=row.outcome,
    )


def needed_by(found: StepJudgement) -> int | None:
    """Return how many supports a step asks for, or None when it asks for no number that is known.

    >>> from belvedere.engines.rules.regulation import Rule, Step
    >>> needed_by(StepJudgement(Step("a", "debate", Rule(territories=2), {}), False, (), 0)) is None
    True
    """
    asked = [row.needed for row in found.conditions if row.kind in {Asked.TOTAL, Asked.PERCENTAGE} and row.needed]
    return max((int(needed) for needed in asked), default=None)
