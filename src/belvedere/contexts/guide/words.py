"""How the guide says codes: effects, confidence, levels, publics, channels, delays."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.engines.rules.law.methods import Channel, Level, Public
from belvedere.engines.rules.law.ruleset import Confidence, Effect, Unit
from belvedere.platform.languages import language_of_page

EFFECTS: Mapping[Effect, Promise] = {
    Effect.MANDATORY: _("Obligatoire"),
    Effect.FORBIDDEN: _("Interdit à cette date"),
    Effect.VIGILANCE: _("Point de vigilance"),
    Effect.POSSIBLE: _("Possible"),
    Effect.RECOMMENDED: _("Recommandé"),
}
# A rule whose text was not read in a recent version is never shown as certain.
UNSURE_EFFECTS: Mapping[Effect, Promise] = {
    Effect.MANDATORY: _("Sans doute obligatoire, à vérifier"),
    Effect.FORBIDDEN: _("Sans doute interdit, à vérifier"),
    Effect.VIGILANCE: _("Point de vigilance, à vérifier"),
    Effect.POSSIBLE: _("Sans doute possible, à vérifier"),
    Effect.RECOMMENDED: _("Recommandé, sans texte"),
}
EFFECT_BADGES: Mapping[Effect, str] = {
    Effect.MANDATORY: "due",
    Effect.FORBIDDEN: "late",
    Effect.VIGILANCE: "contested",
    Effect.POSSIBLE: "open",
    Effect.RECOMMENDED: "open",
}
CONFIDENCES: Mapping[Confidence, Promise] = {
    Confidence.TEXT_2026: _("Texte vérifié (code consolidé au 3 avril 2026)"),
    Confidence.TEXT_RECENT: _("Texte vérifié (version postérieure à 2022)"),
    Confidence.TEXT_OLD: _("Version ancienne, à revérifier"),
    Confidence.DOCTRINE: _("Doctrine"),
    Confidence.MEMORY: _("Non vérifié"),
}
LEVELS: Mapping[Level, Promise] = {
    Level.INFORM: _("Informer"),
    Level.CONSULT: _("Consulter"),
    Level.CONCERT: _("Concerter"),
    Level.CO_BUILD: _("Co-construire"),
    Level.CO_DECIDE: _("Co-décider"),
}
PUBLICS: Mapping[Public, Promise] = {
    Public.WIDE: _("Grand public"),
    Public.REMOTE: _("Publics éloignés"),
    Public.USERS: _("Usagers"),
    Public.STAKEHOLDERS: _("Acteurs organisés"),
}
CHANNELS: Mapping[Channel, Promise] = {
    Channel.IN_PERSON: _("En présence"),
    Channel.ONLINE: _("En ligne"),
    Channel.REACHING_OUT: _("En allant vers"),
}
DISCLAIMER = _("Aide à la décision : ne remplace pas l’avis de votre service juridique.")


def effect_in_words(effect: Effect, confidence: Confidence) -> Promise:
    """Return an effect, without certainty when the text was not read in a recent version."""
    return EFFECTS[effect] if confidence.is_certain else UNSURE_EFFECTS[effect]


def said(texts: Mapping[str, str]) -> str:
    """Return a text of the rules in the language of the interface."""
    return texts[language_of_page()]


def delay_in_words(delay: int, unit: Unit) -> str:
    """Return a delay: « 15 jours », « 2 mois »."""
    if unit is Unit.MONTHS:
        return ngettext("%(count)s mois", "%(count)s mois", delay) % {"count": delay}
    if unit is Unit.WORKING_DAYS:
        return ngettext("%(count)s jour ouvré", "%(count)s jours ouvrés", delay) % {"count": delay}
    return ngettext("%(count)s jour", "%(count)s jours", delay) % {"count": delay}
