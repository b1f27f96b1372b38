"""Says answers and changes in words, in French and in English."""

from datetime import date

from belvedere.engines.rules.law.changes import Change
from belvedere.engines.rules.law.conditions import Facts, Value, float_of
from belvedere.engines.rules.law.ruleset import Kind, Question, RuleSet

_NO_BREAK = "\u00a0"
_YES_NO = {"fr": {True: "oui", False: "non"}, "en": {True: "yes", False: "no"}}
_WORDS = {
    "fr": {
        "or": " ou ",
        "most": "{} au plus",
        "least": "{} au moins",
        "instead": "au lieu de {}",
        "but": "toute réponse autre que {}",
        "colon": "\u00a0: ",
    },
    "en": {
        "or": " or ",
        "most": "{} at most",
        "least": "{} at least",
        "instead": "instead of {}",
        "but": "any answer other than {}",
        "colon": ": ",
    },
}


def answer_in_words(question: Question, value: Value, language: str = "fr") -> str:
    """Return an answer as it is read: the option's title, yes or no, a number with its unit, a date.

    Examples
    --------
    >>> from belvedere.engines.rules.law.shipped import shipped_rules
    >>> answer_in_words(shipped_rules().questions["cout_ht"], 1_900_000, "en")
    '1,900,000 EUR HT'
    """
    if question.kind is Kind.YES_NO:
        return _YES_NO[language][value is True]
    if question.kind is Kind.CHOICE:
        return question.options[str(value)][language]
    if question.kind is Kind.DATE:
        day = date.fromordinal(int(float_of(value)))
        return f"{day:%d/%m/%Y}" if language == "fr" else day.isoformat()
    return _number(question, float_of(value), language)


def _number(question: Question, value: float, language: str) -> str:
    if question.id.startswith("annee"):
        return f"{value:.0f}"
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    if language == "fr":
        text = text.replace(",", _NO_BREAK).replace(".", ",")
    return f"{text}{_NO_BREAK if language == 'fr' else ' '}{question.unit}".strip()


def change_in_words(rules: RuleSet, change: Change, facts: Facts, language: str = "fr") -> str:
    """Return what to answer for a verdict to change: « Coût… : 1 900 000 EUR HT au plus (au lieu de 280 000 000) ».

    Parameters
    ----------
    rules, change, facts
        The set, the change and the answers before it.
    language : str
        ``fr`` or ``en``.
    """
    parts = [_part(rules.questions[name], value, facts, change, language) for name, value in change.answers.items()]
    return "\u00a0; ".join(parts) if language == "fr" else "; ".join(parts)


def _part(question: Question, value: Value, facts: Facts, change: Change, language: str) -> str:
    words = _WORDS[language]
    title = question.title[language].rstrip("?\u00a0 ")
    current = facts.get(question.id)
    if question.kind is Kind.CHOICE:
        told = _options(question, change.alike[question.id], language)
    else:
        told = answer_in_words(question, value, language)
        if current is not None and question.kind in {Kind.NUMBER, Kind.DATE}:
            told = words["most" if float_of(value) < float_of(current) else "least"].format(told)
    before = "" if current is None else answer_in_words(question, current, language)
    return f"{title}{words['colon']}{told}" + (f" ({words['instead'].format(before)})" if before else "")


def _options(question: Question, options: tuple[str, ...], language: str) -> str:
    """Name the options, or those that would not do when they are fewer."""
    words = _WORDS[language]
    others = [option for option in question.options if option not in options]
    if len(options) <= max(2, len(others)):
        return words["or"].join(question.options[option][language] for option in options)
    return words["but"].format(words["or"].join(question.options[option][language] for option in others))
