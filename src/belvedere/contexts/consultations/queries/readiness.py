"""What is still needed before a consultation is announced, then opened: the law's floor, the promise, the rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import span_of
from belvedere.contexts.consultations.queries.numbers import number_in_force
from belvedere.contexts.consultations.queries.tools import missing_in
from belvedere.contexts.strategy.queries.subsidiarity import Checked, check_event

LAW = "CRPA, L131-1"


@dataclass(frozen=True)
class Point:
    """One thing that is needed, met or not; what to do; where the demand comes from."""

    code: str
    title: str
    is_met: bool
    mend: str
    source: str | Promise


def law_points(consultation: Consultation, on: date) -> list[Point]:
    """Return the floor of every voluntary consultation: perimeter, terms, information, time, what follows."""
    return [
        _perimeter(consultation),
        _terms(consultation),
        Point(
            "information",
            _("Les informations utiles sont à disposition"),
            bool(consultation.information.strip()),
            _("Écrivez ce qu’il faut savoir pour participer, et où lire le dossier."),
            LAW,
        ),
        _time(consultation, on),
        _answer(consultation),
    ]


def _perimeter(consultation: Consultation) -> Point:
    needed = (consultation.open_words, consultation.decided_words, consultation.decider, consultation.level)
    is_met = all(text.strip() for text in needed) and bool(consultation.communes.all())
    return Point(
        "perimetre",
        _("Le périmètre est dit : ce qui est ouvert, ce qui ne l’est pas, qui décide, où"),
        is_met,
        _("Complétez le mandat : ouvert, déjà décidé, qui décide, niveau promis, communes concernées."),
        LAW,
    )


def _terms(consultation: Consultation) -> Point:
    lacking = [str(words) for words in missing_in(consultation)]
    is_met = bool(consultation.terms.strip()) and bool(consultation.phases.all()) and not lacking
    mend = _("Dites comment on participe, et prévoyez au moins une phase avec ses dates.")
    return Point(
        "modalites",
        _("Les modalités sont publiques : comment et quand participer"),
        is_met,
        " ".join([mend, *lacking]),
        LAW,
    )


def _time(consultation: Consultation, on: date) -> Point:
    least = number_in_force(consultation.body, "consultation_least_days", on)
    title = ngettext(
        "Le délai est raisonnable : %(n)s jour au moins", "Le délai est raisonnable : %(n)s jours au moins", least.value
    )
    return Point(
        "delai",
        title % {"n": least.value},
        lasts_long_enough(consultation, on),
        _("Allongez les phases."),
        least.source,
    )


def lasts_long_enough(consultation: Consultation, on: date) -> bool:
    """Return whether the phases leave the public as many days as the number in force asks."""
    span = span_of(consultation)
    least = number_in_force(consultation.body, "consultation_least_days", on).value
    return span is not None and (span[1] - span[0]).days >= least


def _answer(consultation: Consultation) -> Point:
    span, promised = span_of(consultation), consultation.answer_on
    return Point(
        "suites",
        _("Le jour où les résultats et leurs suites seront publics est promis"),
        promised is not None and (span is None or promised > timezone.localdate(span[1])),
        _("Promettez un jour, après la dernière phase."),
        LAW,
    )


def rules_of(consultation: Consultation, on: date) -> Checked | None:
    """Return the rules of subsidiarity on its line of the shared calendar, once what it asks of whom is told."""
    event = consultation.event
    if event is None or getattr(event, "solicitation", None) is None:
        return None
    return check_event(event, on=on)


def rule_points(checked: Checked | None) -> list[Point]:
    """Return what the shared calendar asks: the effort is told, and each rule is kept or set aside in public."""
    told = Point(
        "sollicitation",
        _("Ce qui est demandé, et à qui, est dit dans l’agenda commun"),
        checked is not None,
        _("Dites-le : l’effort demandé compte dans le thermomètre des sollicitations."),
        _("Stratégie, règles de subsidiarité"),
    )
    return [told, *_broken(checked)]


def _broken(checked: Checked | None) -> Iterator[Point]:
    for one in checked.blocking if checked is not None else []:
        yield Point(
            one.verdict.rule.id,
            _("Règle %(rule)s : %(title)s") % {"rule": one.verdict.rule.id, "title": one.title},
            is_met=False,
            mend=one.mend,
            source=one.verdict.rule.source,
        )


def unmet(points: list[Point]) -> list[str]:
    return [point.title for point in points if not point.is_met]
