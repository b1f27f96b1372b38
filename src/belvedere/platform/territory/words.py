"""How a place is written, and how a parameter of the règlement is said."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from belvedere.platform.territory.states import BodyKind

KIND_WORDS = {
    BodyKind.METROPOLE: gettext_lazy("Intercommunalité"),
    BodyKind.COMMUNE: gettext_lazy("Commune"),
    BodyKind.TRANSPORT_AUTHORITY: gettext_lazy("Autorité organisatrice des transports"),
    BodyKind.PUBLIC_COMPANY: gettext_lazy("Société publique locale"),
}
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Return a place's name without accents, case, hyphens or apostrophes; « St » is « Saint ».

    >>> folded("Saint-Genès-Champanelle") == folded("st genes champanelle")
    True
    """
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    words = _SEPARATORS.sub(" ", "".join(c for c in bare if not unicodedata.combining(c)).lower()).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def slug_of(name: str) -> str:
    """Return a place's name as addresses write it.

    >>> slug_of("Pérignat-lès-Sarliève")
    'perignat-les-sarlieve'
    """
    return folded(name).replace(" ", "-")


def town_name(commune: str) -> str:
    """Return the name of the commune as a body, with the French elisions.

    >>> town_name("Le Cendre"), town_name("Aubière"), town_name("Royat")
    ('Ville du Cendre', 'Ville d’Aubière', 'Ville de Royat')
    """
    article, _, rest = commune.partition(" ")
    if article in {"Le", "Les"}:
        return f"Ville {'du' if article == 'Le' else 'des'} {rest}"
    is_elided = folded(commune)[:1] in set("aeiouh")
    return f"Ville d’{commune}" if is_elided else f"Ville de {commune}"


# In the order of a referral's life: deposit, admissibility, support, examen, answer, end.
ORDER_OF_RULES = (
    "referral.minimum_age_years",
    "draft.retention_days",
    "referral.confirmation_days",
    "referral.admissibility_working_days",
    "referral.support_days",
    "referral.support_threshold",
    "answer.working_days",
    "answer.reminder_working_days",
    "answer.escalation_working_days",
    "contest.answer_working_days",
    "commitment.sample_size",
    "commitment.survey_days",
    "commitment.minimum_replies",
    "commitment.contest_percent",
    "referral.identity_retention_months",
    "panel.session_allowance_cents",
    "panel.travel_allowance_cents",
    "panel.care_allowance_cents",
    "panel.access_allowance_cents",
    "panel.meal_allowance_cents",
)
CENTS = "_cents"


def in_order(codes: Iterable[str]) -> list[str]:
    """Return codes of parameters in the order of a referral's life; those that nobody knows come last.

    >>> in_order(["zzz", "answer.working_days", "referral.support_days"])
    ['referral.support_days', 'answer.working_days', 'zzz']
    """
    rank = {code: place for place, code in enumerate(ORDER_OF_RULES)}
    return sorted(codes, key=lambda code: (rank.get(code, len(rank)), code))


def _commitment_sentences(value: int) -> dict[str, str]:
    """Say the parameters of what follows an answer: who is told of its delay, who says whether a promise is kept."""
    return {
        "answer.reminder_working_days": ngettext(
            "Le service qui rédige est prévenu %(n)s jour ouvré avant la date attendue.",
            "Le service qui rédige est prévenu %(n)s jours ouvrés avant la date attendue.",
            value,
        ),
        "answer.escalation_working_days": ngettext(
            "Les élus sont prévenus quand la réponse a %(n)s jour ouvré de retard.",
            "Les élus sont prévenus quand la réponse a %(n)s jours ouvrés de retard.",
            value,
        ),
        "contest.answer_working_days": ngettext(
            "Un chiffre contesté reçoit sa réponse en %(n)s jour ouvré au plus.",
            "Un chiffre contesté reçoit sa réponse en %(n)s jours ouvrés au plus.",
            value,
        ),
        "commitment.sample_size": ngettext(
            "À l’échéance d’un engagement, %(n)s personne tirée au sort au plus dit si c’est fait.",
            "À l’échéance d’un engagement, %(n)s personnes tirées au sort au plus disent si c’est fait.",
            value,
        ),
        "commitment.survey_days": ngettext(
            "Elles ont %(n)s jour pour répondre.", "Elles ont %(n)s jours pour répondre.", value
        ),
        "commitment.minimum_replies": ngettext(
            "Leurs réponses comptent à partir de %(n)s réponse.",
            "Leurs réponses comptent à partir de %(n)s réponses.",
            value,
        ),
        "commitment.contest_percent": _("L’engagement est contesté si %(n)s %% au moins disent que ce n’est pas fait."),
    }


def rule_sentence(code: str, value: int) -> str:
    """Say a parameter of the règlement in plain French; a code that nobody knows is shown as it is."""
    sentences = _commitment_sentences(value) | {
        "referral.support_threshold": ngettext(
            "Un examen s’ouvre dès %(n)s soutien confirmé.", "Un examen s’ouvre dès %(n)s soutiens confirmés.", value
        ),
        "referral.support_days": ngettext(
            "Une saisine recevable reçoit des soutiens pendant %(n)s jour.",
            "Une saisine recevable reçoit des soutiens pendant %(n)s jours.",
            value,
        ),
        "referral.admissibility_working_days": ngettext(
            "La recevabilité est jugée en %(n)s jour ouvré au plus.",
            "La recevabilité est jugée en %(n)s jours ouvrés au plus.",
            value,
        ),
        "referral.minimum_age_years": ngettext(
            "On peut déposer et soutenir dès %(n)s an.", "On peut déposer et soutenir dès %(n)s ans.", value
        ),
        "answer.working_days": ngettext(
            "Chaque recommandation reçoit une réponse en %(n)s jour ouvré au plus.",
            "Chaque recommandation reçoit une réponse en %(n)s jours ouvrés au plus.",
            value,
        ),
        "draft.retention_days": ngettext(
            "Un brouillon est gardé %(n)s jour.", "Un brouillon est gardé %(n)s jours.", value
        ),
        "referral.confirmation_days": ngettext(
            "Le lien de confirmation reste bon %(n)s jour.", "Le lien de confirmation reste bon %(n)s jours.", value
        ),
        "referral.identity_retention_months": ngettext(
            "Les adresses sont effacées %(n)s mois après la fin.",
            "Les adresses sont effacées %(n)s mois après la fin.",
            value,
        ),
        "panel.session_allowance_cents": _("Un membre d’un panel reçoit %(n)s € par séance."),
        "panel.travel_allowance_cents": _("Son transport lui est remboursé : %(n)s € par séance."),
        "panel.care_allowance_cents": _("S’il fait garder un enfant ou un proche, %(n)s € par séance."),
        "panel.access_allowance_cents": _("S’il a besoin d’une aide pour participer, %(n)s € par séance."),
        "panel.meal_allowance_cents": _("Son repas lui est remboursé : %(n)s € par séance."),
    }
    if code.endswith(CENTS):
        shown = number_format(Decimal(value) / 100, decimal_pos=2, force_grouping=True)
    else:
        shown = number_format(value, force_grouping=True)
    return sentences.get(code, _("%(code)s : %(n)s")) % {"n": shown, "code": code}
