"""Says a judgement in words: what is met, what still blocks, in one sentence, in French and in English."""

from collections.abc import Callable
from fractions import Fraction

from belvedere.engines.rules.judgement import Asked, Condition, StepJudgement
from belvedere.engines.rules.regulation import Level, Rule

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
    return f"{float(share or 0) * 100:.1f}".removesuffix(".0")


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


_PLACES = {
    "fr": {"population": "de la population", "registered_voters": "des électeurs inscrits"},
    "en": {"population": "of the population", "registered_voters": "of the registered voters"},
}
_LEVELS = {
    "fr": {
        Level.EMAIL: "courriel confirmé",
        Level.SMS: "téléphone confirmé",
        Level.POSTAL: "adresse confirmée par courrier",
        Level.FRANCECONNECT: "identité confirmée par FranceConnect",
        Level.REGISTER: "inscription vérifiée sur la liste électorale",
    },
    "en": {
        Level.EMAIL: "confirmed e-mail address",
        Level.SMS: "confirmed telephone",
        Level.POSTAL: "address confirmed by post",
        Level.FRANCECONNECT: "identity confirmed by FranceConnect",
        Level.REGISTER: "registration checked on the electoral roll",
    },
}


def demand(rule: Rule, language: str = "fr") -> str:
    """Return what a step asks, in words, whatever the supports.

    Examples
    --------
    >>> print(demand(Rule(minimum_total=800, territories=12, maximum_share=Fraction(1, 3)), "en"))
    800 supports, from at least 12 communes, none bringing more than 33.3%
    >>> print(demand(Rule(percentage=Fraction(1, 100), reference="population"), "en"))
    1% of the population
    """
    say = _demand_fr if language == "fr" else _demand_en
    return ", ".join(say(rule))


def _demand_fr(rule: Rule) -> list[str]:
    parts = []
    if rule.minimum_total is not None:
        parts.append(_plural_fr(rule.minimum_total, "soutien"))
    if rule.percentage is not None:
        part = _percent(rule.percentage).replace(".", ",")
        parts.append(f"{part}{_NO_BREAK}% {_PLACES['fr'].get(rule.reference, rule.reference)}")
    if rule.territories is not None:
        each = f" avec {_plural_fr(rule.minimum_by_territory, 'soutien')} chacune" * (rule.minimum_by_territory > 1)
        parts.append(f"d’au moins {_plural_fr(rule.territories, 'commune')}{each}")
    if rule.maximum_share is not None:
        share = _percent(rule.maximum_share).replace(".", ",")
        parts.append(f"aucune ne pesant plus de {share}{_NO_BREAK}%")
    if rule.minimum_level is not Level.DECLARED:
        parts.append(f"chacun avec {_LEVELS['fr'][rule.minimum_level]}")
    return parts


def _demand_en(rule: Rule) -> list[str]:
    parts = []
    if rule.minimum_total is not None:
        parts.append(_plural_en(rule.minimum_total, "support", "supports"))
    if rule.percentage is not None:
        parts.append(f"{_percent(rule.percentage)}% {_PLACES['en'].get(rule.reference, rule.reference)}")
    if rule.territories is not None:
        each = f" with {_plural_en(rule.minimum_by_territory, 'support', 'supports')} each"
        parts.append(
            f"from at least {_plural_en(rule.territories, 'commune', 'communes')}"
            + each * (rule.minimum_by_territory > 1)
        )
    if rule.maximum_share is not None:
        parts.append(f"none bringing more than {_percent(rule.maximum_share)}%")
    if rule.minimum_level is not Level.DECLARED:
        parts.append(f"each with {_LEVELS['en'][rule.minimum_level]}")
    return parts
