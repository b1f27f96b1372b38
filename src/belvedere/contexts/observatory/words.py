"""How the observatory says its figures: values with their unit, statuses, one sentence for each chart."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.formats import get_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

INVARIABLE = {"fois", "décès", "mois", "avis", "accès", "bus", "repas", "cours", "pays", "logis", "colis"}
_PLURALS: dict[str, Callable[[float], bool]] = {"fr": lambda value: value >= 2, "en": lambda value: value != 1}  # noqa: PLR2004 -- the grammar's
NBSP = "\N{NO-BREAK SPACE}"
Told = tuple[str, float]  # a period, or a place, and its value

STATUS_WORDS = {
    "not_assessable": gettext_lazy("Non évaluable"),
    "to_maintain": gettext_lazy("À maintenir"),
    "reached": gettext_lazy("Atteint"),
    "lost": gettext_lazy("Perdu après avoir été atteint"),
    "overdue": gettext_lazy("Échéance dépassée"),
    "receding": gettext_lazy("En recul"),
    "stable": gettext_lazy("Stable, dans la marge"),
    "on_track": gettext_lazy("Sur la trajectoire"),
    "late": gettext_lazy("En retard"),
    "very_late": gettext_lazy("Très en retard"),
}
STATUS_COLOURS = {
    "to_maintain": "kept",
    "reached": "kept",
    "on_track": "kept",
    "stable": "due",
    "late": "due",
    "lost": "late",
    "overdue": "late",
    "receding": "late",
    "very_late": "late",
}
REASON_WORDS = {
    "no_target": gettext_lazy("aucune cible n’a été fixée"),
    "no_polarity": gettext_lazy("aucun sens n’est meilleur que l’autre"),
    "no_observation": gettext_lazy("aucune valeur pour l’ensemble du territoire"),
    "too_few_observations": gettext_lazy("il faut au moins deux valeurs comparables"),
    "series_break": gettext_lazy("la série a une rupture depuis la base"),
    "secret": gettext_lazy("la dernière valeur est sous secret statistique"),
    "no_base": gettext_lazy("la valeur de base manque"),
    "horizon_before_base": gettext_lazy("l’échéance précède la base"),
}


def written(value: float, decimals: int, unit: str = "") -> str:
    """Write a value to its precision, with its unit: « 14,6 % », « 1 200 habitants »."""
    return writing(decimals, unit)(value)


def writing(decimals: int, unit: str = "") -> Callable[[float], str]:
    """Return how values are written in the language of now: asked once for a table of thousands of them."""
    return _writer(get_language() or "fr", decimals, unit)


@lru_cache(maxsize=512)
def _writer(language: str, decimals: int, unit: str) -> Callable[[float], str]:
    marks = _marks(language)
    is_glued = unit == "%" and not language.startswith("fr")
    gap = "" if is_glued or not unit else NBSP
    few, many = f"{gap}{_singular(unit)}", f"{gap}{unit}"
    is_plural = _PLURALS.get(language[:2], _PLURALS["fr"])

    def write(value: float) -> str:
        rounded = round(value, decimals)
        return f"{rounded:,.{decimals}f}".translate(marks) + (many if is_plural(abs(rounded)) else few)

    return write


def _singular(unit: str) -> str:
    """Return a French unit as one of it is written: « 1 équipement », « 1,9 habitant », but « 1 décès »."""
    first, *rest = unit.split(" ")
    is_plural = first.isalpha() and first.endswith("s") and first not in INVARIABLE
    return " ".join([first.removesuffix("s") if is_plural else first, *rest])


@lru_cache(maxsize=8)
def _marks(language: str) -> dict[int, str]:
    """Return how a language writes the two marks of a number."""
    thousands = get_format("THOUSAND_SEPARATOR", lang=language, use_l10n=True)
    return {ord(","): thousands, ord("."): get_format("DECIMAL_SEPARATOR", lang=language, use_l10n=True)}


def status_sentence(status: str, reason: str, progress: float | None) -> str:
    """Say, after the word of a status, how much of the way is done, or why nothing can be told."""
    if status == "not_assessable":
        return _("Pourquoi : %(reason)s.") % {"reason": REASON_WORDS.get(reason, reason)}
    if progress is None or status in {"reached", "to_maintain", "lost", "receding"}:
        return ""
    return _("%(done)s du chemin vers la cible est fait.") % {"done": written(100 * progress, 0, "%")}


def series_sentence(values: Sequence[Told], *, decimals: int, unit: str, target: Told | None = None) -> str:
    """Say where a series comes from, where it is, where it should go."""
    if not values:
        return _("Aucune valeur publiée pour l’ensemble du territoire.")
    (start, first), (end, last) = values[0], values[-1]
    if len(values) == 1:
        said = _("%(value)s en %(period)s.") % {"value": written(last, decimals, unit), "period": end}
    else:
        said = _("De %(first)s en %(start)s à %(last)s en %(end)s.") % {
            "first": written(first, decimals, unit),
            "start": start,
            "last": written(last, decimals, unit),
            "end": end,
        }
    if target is None:
        return said
    aim = {"value": written(target[1], decimals, unit), "due": target[0]}
    return " ".join([said, _("La cible est de %(value)s en %(due)s.") % aim])


def spread_sentence(
    places: Sequence[Told], *, period: str, decimals: int, unit: str, secret: int = 0, absent: int = 0
) -> str:
    """Say between which values the places lie, and how many have none."""
    if not places:
        return _("Aucune commune n’a de valeur publiée.")
    low, high = min(places, key=lambda place: place[1]), max(places, key=lambda place: place[1])
    said = {
        "period": period,
        "low": written(low[1], decimals, unit),
        "where_low": low[0],
        "high": written(high[1], decimals, unit),
        "where_high": high[0],
    }
    if low[1] == high[1]:
        words = [_("En %(period)s, %(low)s partout où la valeur est connue.") % said]
    else:
        words = [_("En %(period)s, de %(low)s (%(where_low)s) à %(high)s (%(where_high)s).") % said]
    if secret:
        words.append(
            ngettext(
                "%(n)s commune est sous secret statistique.", "%(n)s communes sont sous secret statistique.", secret
            )
            % {"n": secret}
        )
    if absent:
        words.append(
            ngettext("%(n)s commune n’a pas de valeur.", "%(n)s communes n’ont pas de valeur.", absent) % {"n": absent}
        )
    return " ".join(words)


def multiples_sentence(rising: int, falling: int, steady: int, *, first: str, last: str) -> str:
    """Say in how many places a value rises, falls or moves less than its rounding tells."""
    said = {"first": first, "last": last}
    parts = [
        ngettext("%(n)s commune en hausse", "%(n)s communes en hausse", rising) % {"n": rising},
        ngettext("%(n)s en baisse", "%(n)s en baisse", falling) % {"n": falling},
        ngettext(
            "%(n)s sans changement que l’arrondi permette de dire",
            "%(n)s sans changement que l’arrondi permette de dire",
            steady,
        )
        % {"n": steady},
    ]
    return _("Entre %(first)s et %(last)s :") % said + f" {', '.join(parts)}."


def counts_sentence(assessable: int, total: int, on_way: int) -> str:
    """Say how many indicators can be assessed and how many of these are reached or on their way: never a mean."""
    if total == 0:
        return _("Aucun indicateur ne mesure encore cette politique.")
    said = ngettext(
        "%(n)s indicateur sur %(total)s peut être évalué",
        "%(n)s indicateurs sur %(total)s peuvent être évalués",
        assessable,
    ) % {"n": assessable, "total": total}
    if not assessable:
        return f"{said}."
    good = ngettext(
        "%(n)s est atteint ou sur sa trajectoire", "%(n)s sont atteints ou sur leur trajectoire", on_way
    ) % {"n": on_way}
    return _("%(assessable)s ; %(good)s.") % {"assessable": said, "good": good}


def threshold_sentence(value: str, period: str, threshold: str) -> str:
    """Say that a value is beyond its threshold."""
    return _("%(value)s en %(period)s, au-delà du seuil de %(threshold)s.") % {
        "value": value,
        "period": period,
        "threshold": threshold,
    }
