"""The plan as CSV and JSON: one line by action, with where it comes from."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.models import Action
from belvedere.platform.exchange.tables import Column


def columns(today: date) -> list[Column[Action]]:
    """Return the columns of the plan as of a day: an action is late on that day or not."""
    return [
        Column("reference", _("Référence"), lambda action: action.reference),
        Column("titre", _("Titre"), lambda action: action.title),
        Column("organisme", _("Organisme"), lambda action: action.body.name),
        Column("service", _("Service"), lambda action: action.department.name if action.department else ""),
        Column("horizon", _("Horizon"), lambda action: action.horizon),
        Column("echeance", _("Échéance"), lambda action: action.due_on),
        Column("etat", _("État"), lambda action: action.state),
        Column("avancement_pour_cent", _("Avancement (%)"), lambda action: action.percent),
        Column("en_retard", _("En retard"), lambda action: "oui" if action.is_late_on(today) else "non"),
        Column("examen", _("Examen"), lambda action: action.matter if action.answer_id else ""),
        Column("avis", _("Avis"), lambda action: action.opinion_reference),
        Column("recommandation", _("Recommandation"), lambda action: action.recommendation_number),
        Column("demonstration", _("Démonstration"), lambda action: "oui" if action.is_demonstration else "non"),
    ]
