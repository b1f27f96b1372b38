"""Says a judgement in words: what is met, what still blocks, in one sentence, in French and in English."""

from collections.abc import Callable
from fractions import Fraction

from belvedere.engines.rules.judgement import Asked, Condition, StepJudgement

_NO_BREAK = "\u00a0"


def sentence(judged: StepJudgement, language: str = "fr") -> str:
    """Return what a step says of itself.

    Parameters
    ----------
    judged : StepJudgement
        A step and its conditions.
    language : str
        ``fr`` or ``en``.

    Returns
    -------
    str
        « Le palier est atteint. », or what is missing: « Il manque 120 soutiens et 2 communes. »
    """
    say = WORDS[language]
    if judged.met:
        return say["reached"](judged)
    blocked = [say[condition.kind](condition) for condition in judged.conditions if condition.met is False]
    unknown = [say["unknown"](condition) for condition in judged.conditions if condition.met is None]
    missing = say["missing"](_joined(blocked, say["and"]())) if blocked else ""
    return " ".join([*([missing] if missing else []), *unknown])


def _joined(parts: list[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _plural_fr(number: int, word: str) -> str:
    grouped = f"{number:,}".replace(",", _NO_BREAK)
    return f"{grouped}{_NO_BREAK}{word}{'s' if number > 1 else ''}"


def _plural_en(number: int, word: str, words: str) -> str:
    return f"{number:,} {word if number == 1 else words}"


def _percent(share: int | Fraction | None) -> str:
    return f"{float(share or 0) * 100:.1f}"


def _share_fr(condition: Condition) -> str:
    got = _percent(condition.got).replace(".", ",")
    least = _percent(condition.needed).replace(".", ",")
    more = _plural_fr(condition.missing or 0, "soutien")
    return (
        f"{more} venus d’ailleurs que de {condition.share_of}, qui en apporte {got}{_NO_BREAK}% "
        f"pour {least}{_NO_BREAK}% au plus"
    )


def _share_en(condition: Condition) -> str:
    more = _plural_en(condition.missing or 0, "support", "supports")
    return (
        f"{more} from elsewhere than {condition.share_of}, which brings {_percent(condition.got)}% "
        f"where {_percent(condition.needed)}% is the most"
    )


def _territories_fr(condition: Condition) -> str:
    near = ", ".join(f"{code} : encore {gap}" for code, gap in condition.nearest).replace(" :", f"{_NO_BREAK}:")
    return _plural_fr(condition.missing or 0, "commune") + (f" ({near})" if near else "")


def _territories_en(condition: Condition) -> str:
    near = ", ".join(f"{code}: {gap} more" for code, gap in condition.nearest)
    return _plural_en(condition.missing or 0, "commune", "communes") + (f" ({near})" if near else "")


WORDS: dict[str, dict[str, Callable[..., str]]] = {
    "fr": {
        "and": lambda: "et",
        "reached": lambda judged: f"Le palier est atteint{_NO_BREAK}: {_plural_fr(judged.counted, 'soutien')}.",
        "missing": lambda parts: f"Il manque {parts}.",
        "unknown": lambda _condition: "La part exigée ne peut pas être jugée, faute du nombre dont elle est prise.",
        Asked.TOTAL: lambda condition: _plural_fr(condition.missing or 0, "soutien"),
        Asked.PERCENTAGE: lambda condition: (
            f"{_plural_fr(condition.missing or 0, 'soutien')} pour atteindre la part exigée"
        ),
        Asked.TERRITORIES: _territories_fr,
        Asked.SHARE: _share_fr,
    },
    "en": {
        "and": lambda: "and",
        "reached": lambda judged: (
            f"The step is reached, with {_plural_en(judged.counted, 'support', 'supports')} counted."
        ),
        "missing": lambda parts: f"Still missing: {parts}.",
        "unknown": lambda _condition: "The percentage cannot be judged: the number it is taken of is unknown.",
        Asked.TOTAL: lambda condition: _plural_en(condition.missing or 0, "support", "supports"),
        Asked.PERCENTAGE: lambda condition: (
            f"{_plural_en(condition.missing or 0, 'support', 'supports')} to reach the required part"
        ),
        Asked.TERRITORIES: _territories_en,
        Asked.SHARE: _share_en,
    },
}
