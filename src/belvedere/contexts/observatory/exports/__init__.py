"""The policies and the examens as CSV and JSON."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models import Examen, Policy
from belvedere.contexts.observatory.queries import question_of
from belvedere.platform.exchange.tables import Column


def _count(name: str) -> Column[Policy]:
    titles = {
        "waiting_for_opinion": _("Examens ouverts"),
        "waiting_for_answer": _("Réponses attendues"),
        "answered": _("Réponses publiées"),
    }
    names = {
        "waiting_for_opinion": "examens_ouverts",
        "waiting_for_answer": "reponses_attendues",
        "answered": "reponses_publiees",
    }
    return Column(names[name], titles[name], lambda policy: getattr(policy, name))


POLICY_COLUMNS: list[Column[Policy]] = [
    Column("politique", _("Politique"), lambda policy: policy.slug),
    Column("nom", _("Nom"), lambda policy: policy.name),
    Column("resume", _("En mots simples"), lambda policy: policy.summary),
    Column("organisme", _("Organisme"), lambda policy: policy.body.name),
    Column("competence", _("Compétence"), lambda policy: policy.competence.code if policy.competence else None),
    Column("acte", _("Acte"), lambda policy: policy.act),
    Column("date_de_l_acte", _("Date de l’acte"), lambda policy: policy.act_on),
    Column("source", _("Source"), lambda policy: policy.source),
    Column("fiabilite", _("Fiabilité"), lambda policy: policy.confidence),
    *(_count(name) for name in ("waiting_for_opinion", "waiting_for_answer", "answered")),
]

EXAMEN_COLUMNS: list[Column[Examen]] = [
    Column("examen", _("Examen"), lambda examen: examen.reference),
    Column("politique", _("Politique"), lambda examen: examen.policy.slug),
    Column("organisme", _("Organisme"), lambda examen: examen.policy.body.name),
    Column("saisine", _("Saisine"), lambda examen: examen.referral_reference or None),
    Column("question", _("Question"), question_of),
    Column("etat", _("État"), lambda examen: examen.state),
    Column("ouvert_le", _("Ouvert le"), lambda examen: timezone.localdate(examen.opened_at)),
    Column("dernier_changement", _("Dernier changement"), lambda examen: timezone.localdate(examen.moved_at)),
]
