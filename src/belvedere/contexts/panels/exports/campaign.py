"""A recruitment as files: its quotas and its counts for anyone; one candidate's own data for that person."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.models import Candidate, Reply, Seat
from belvedere.contexts.panels.queries.pool import PoolRow
from belvedere.platform.accounts.personal_data import Plain
from belvedere.platform.exchange.tables import Column

POOL_COLUMNS: list[Column[PoolRow]] = [
    Column("critere", _("Critère"), lambda row: row.target.category.name),
    Column("valeur", _("Valeur"), lambda row: row.target.value),
    Column("population", _("Population"), lambda row: row.target.population),
    Column("minimum", _("Minimum"), lambda row: row.target.minimum),
    Column("maximum", _("Maximum"), lambda row: row.target.maximum),
    Column("bassin", _("Dans le bassin"), lambda row: row.count),
]
QUOTA_COLUMNS = POOL_COLUMNS[:-1]


def own_data(candidate: Candidate) -> dict[str, Plain]:
    """Return everything that is held about a candidate, in plain values."""
    contact = candidate.contact
    return {
        "recrutement": candidate.campaign.reference,
        "titre": candidate.campaign.title,
        "pseudonyme": candidate.pseudonym,
        "etat": candidate.state,
        "canal": candidate.channel,
        "inscrit_le": candidate.registered_at.isoformat(),
        "consentement_le": candidate.consented_at.isoformat(),
        "commune": candidate.commune.name,
        "reponses": {answer.category.name: answer.target.value for answer in candidate.answers.all()},
        "prenom": contact.first_name,
        "nom": contact.last_name,
        "courriel": contact.email,
        "telephone": contact.phone,
        "adresse": " ".join(filter(None, (contact.street, contact.postal_code, contact.city))),
        "besoins": contact.needs,
        "efface_le": contact.erase_on.isoformat(),
        "lettre": _letter(candidate),
        "questionnaires": _replies(candidate),
        "tire_au_sort": hasattr(candidate, "seat"),
        "place": candidate.seat.state if hasattr(candidate, "seat") else None,
        "membre": _as_member(candidate.seat) if hasattr(candidate, "seat") else None,
    }


def _as_member(seat: Seat) -> dict[str, Plain]:
    """Return what is held about a person as a member: her term, her sessions and needs, what she is owed."""
    return {
        "panel": seat.panel.name if seat.panel else None,
        "etat": seat.state,
        "mandat_du": seat.term_starts_on.isoformat() if seat.term_starts_on else None,
        "mandat_au": seat.term_ends_on.isoformat() if seat.term_ends_on else None,
        "nom_public": seat.public_name,
        "nom_accepte_le": seat.name_agreed_at.isoformat() if seat.name_agreed_at else None,
        "seances": [
            {
                "seance": row.session.title,
                "etat": row.state,
                "besoin_de_garde": row.needs_care,
                "besoins": row.needs,
            }
            for row in seat.attendances.all()
        ],
        "indemnites": [
            {"seance": row.session.title, "type": row.kind, "etat": row.state, "centimes": row.amount_cents}
            for row in seat.allowances.all()
        ],
    }


def _replies(candidate: Candidate) -> Plain:
    if not hasattr(candidate, "seat"):
        return []
    rows = Reply.objects.filter(seat__candidate=candidate).select_related("questionnaire")
    return [{"titre": row.questionnaire.title, "reponses": list(row.answers)} for row in rows]


def _letter(candidate: Candidate) -> Plain:
    """Return what the register holds of the address that was written to, until its day."""
    address = candidate.invitation.address if candidate.invitation is not None else None
    if address is None:
        return None
    lines = (address.addressee, address.complement, address.street, address.postal_code, address.city)
    return {"adresse": " ".join(filter(None, lines)), "efface_le": address.erase_on.isoformat()}
