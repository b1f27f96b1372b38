"""Says in words what a règlement asks of who deposits, in French and in English."""

from belvedere.engines.rules.admission import Admission, Capacity, Residence

_NO_BREAK = "\u00a0"
_WHO = {
    "fr": {
        Capacity.PERSON: "une personne",
        Capacity.ASSOCIATION: "une association",
        Capacity.COLLECTIVE: "un collectif",
    },
    "en": {Capacity.PERSON: "a person", Capacity.ASSOCIATION: "an association", Capacity.COLLECTIVE: "a group"},
}
_UNITS = {
    "fr": {"working_days": ("jour ouvré", "jours ouvrés"), "days": ("jour", "jours"), "months": ("mois", "mois")},
    "en": {"working_days": ("working day", "working days"), "days": ("day", "days"), "months": ("month", "months")},
}


def deposit_demands(admission: Admission, language: str = "fr") -> list[str]:
    """Return the sentences that say who may deposit, with whom, and when they are answered.

    Examples
    --------
    >>> deposit_demands(Admission(cosignatories=49, months=2), "en")
    ['49 others must sign before it is deposited.', 'Whether it is admitted is said within 2 months.']
    >>> deposit_demands(Admission())
    []
    """
    say = _in_french if language == "fr" else _in_english
    return say(admission)


def _delay(admission: Admission, language: str) -> str:
    for unit in ("working_days", "days", "months"):
        length = getattr(admission, unit)
        if length is not None:
            return f"{length}{_NO_BREAK if language == 'fr' else ' '}{_UNITS[language][unit][length > 1]}"
    return ""


def _in_french(admission: Admission) -> list[str]:
    said = []
    if admission.residence is Residence.TERRITORY:
        said.append("Il faut habiter le territoire.")
    if set(admission.capacities) != set(Capacity):
        said.append(f"Peut déposer{_NO_BREAK}: {', '.join(_WHO['fr'][one] for one in admission.capacities)}.")
    if admission.cosignatories:
        others = "autre personne doit" if admission.cosignatories == 1 else "autres personnes doivent"
        said.append(f"{admission.cosignatories}{_NO_BREAK}{others} signer avant le dépôt.")
    delay = _delay(admission, "fr")
    return [*said, *([f"La recevabilité est dite en {delay}."] if delay else [])]


def _in_english(admission: Admission) -> list[str]:
    said = []
    if admission.residence is Residence.TERRITORY:
        said.append("One must live in the territory.")
    if set(admission.capacities) != set(Capacity):
        said.append(f"It may be deposited by {' or '.join(_WHO['en'][one] for one in admission.capacities)}.")
    if admission.cosignatories:
        others = "other" if admission.cosignatories == 1 else "others"
        said.append(f"{admission.cosignatories} {others} must sign before it is deposited.")
    delay = _delay(admission, "en")
    return [*said, *([f"Whether it is admitted is said within {delay}."] if delay else [])]
