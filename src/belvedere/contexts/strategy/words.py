"""How the strategy says its codes, in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.states import (
    AmendmentState,
    Change,
    Comparison,
    Coverage,
    ElementKind,
    EventKind,
    EventState,
    Keeping,
    Method,
    Public,
    VersionState,
)
from belvedere.platform.languages import language_of_page
from belvedere.platform.territory.states import Level

VERSION_LABELS = {
    VersionState.WRITING: _("En rédaction"),
    VersionState.DISCUSSED: _("Ouverte aux amendements"),
    VersionState.ARBITRATED: _("En arbitrage"),
    VersionState.ADOPTED: _("Adoptée"),
    VersionState.ABANDONED: _("Abandonnée"),
}
AMENDMENT_LABELS = {
    AmendmentState.PROPOSED: _("À arbitrer"),
    AmendmentState.ACCEPTED: _("Retenu"),
    AmendmentState.MODIFIED: _("Retenu, modifié"),
    AmendmentState.REJECTED: _("Écarté"),
    AmendmentState.WITHDRAWN: _("Retiré par son auteur"),
}
AMENDMENT_KINDS = {
    AmendmentState.PROPOSED: "due",
    AmendmentState.ACCEPTED: "kept",
    AmendmentState.MODIFIED: "kept",
    AmendmentState.REJECTED: "neutral",
    AmendmentState.WITHDRAWN: "neutral",
}
CHANGE_LABELS = {Change.ADD: _("Ajouter"), Change.CHANGE: _("Modifier"), Change.REMOVE: _("Supprimer")}
ELEMENT_LABELS = {
    ElementKind.PRINCIPLE: _("Principe"),
    ElementKind.AXIS: _("Axe"),
    ElementKind.OBJECTIVE: _("Objectif"),
    ElementKind.COMMITMENT: _("Engagement"),
}
EVENT_LABELS = {
    EventKind.CONSULTATION: _("Concertation"),
    EventKind.MEETING: _("Réunion"),
    EventKind.COUNCIL: _("Séance du conseil"),
    EventKind.RESERVE: _("Réserve électorale"),
    EventKind.OTHER: _("Autre date"),
}
EVENT_STATE_LABELS = {
    EventState.PLANNED: _("Prévu"),
    EventState.HELD: _("Tenu"),
    EventState.CANCELLED: _("Annulé"),
}
METHOD_LABELS = {
    Method.SURVEY: _("Questionnaire"),
    Method.MEETING: _("Réunion publique"),
    Method.WORKSHOP: _("Atelier"),
    Method.INQUIRY: _("Enquête publique"),
    Method.PANEL: _("Panel"),
    Method.ONLINE: _("Débat en ligne"),
    Method.REACHING_OUT: _("Aller vers"),
}
PUBLIC_LABELS = {
    Public.YOUNG: _("Moins de 30 ans"),
    Public.ADULTS: _("30 à 59 ans"),
    Public.ELDERS: _("60 ans et plus"),
    Public.FAR: _("Publics éloignés"),
}
COVERAGE_LABELS = {
    Coverage.ACTIVE: _("Active"),
    Coverage.PLANNED: _("Prévue"),
    Coverage.ABSENT: _("Absente"),
    Coverage.OUTSIDE: _("Hors compétence"),
}
COVERAGE_KINDS = {
    Coverage.ACTIVE: "kept",
    Coverage.PLANNED: "due",
    Coverage.ABSENT: "late",
    Coverage.OUTSIDE: "neutral",
}
LEVEL_LABELS = {
    Level.NEIGHBOURHOOD: _("Quartier"),
    Level.COMMUNE: _("Commune"),
    Level.BASIN: _("Bassin de vie"),
    Level.METROPOLE: _("Métropole"),
    Level.PARTNER: _("AOT et SPL"),
    Level.STATE: _("État"),
}
KEEPING_LABELS = {
    Keeping.KEPT: _("Tenu"),
    Keeping.NOT_KEPT: _("Non tenu"),
    Keeping.NOT_DUE: _("Pas encore dû"),
    Keeping.NOT_MEASURABLE: _("Non mesurable"),
}
KEEPING_KINDS = {
    Keeping.KEPT: "kept",
    Keeping.NOT_KEPT: "late",
    Keeping.NOT_DUE: "due",
    Keeping.NOT_MEASURABLE: "neutral",
}
COMPARISON_LABELS = {Comparison.AT_LEAST: _("au moins"), Comparison.AT_MOST: _("au plus")}


def said(texts: Mapping[str, str]) -> str:
    """Return a text in the language of the page."""
    return texts[language_of_page()]


def problem_in_words(code: str) -> str:
    """Return why an address could not be read, in words; a code that is not known is given as it is."""
    known = {
        "TooLarge": _("le fichier dépasse deux mégaoctets"),
        "UnknownHost": _("ce site n’existe pas, ou plus"),
        "not_a_public_address": _("cette adresse n’est pas publique"),
        "PrivateAddress": _("cette adresse n’est pas publique"),
        "TimeoutError": _("le site n’a pas répondu à temps"),
        "ConnectionRefusedError": _("le site refuse la connexion"),
        "SSLCertVerificationError": _("le certificat du site n’est pas valable"),
        "HTTP 401": _("le site demande un mot de passe"),
        "HTTP 403": _("le site interdit de lire ce calendrier"),
        "HTTP 404": _("il n’y a plus rien à cette adresse"),
    }
    return str(known.get(code, code))
