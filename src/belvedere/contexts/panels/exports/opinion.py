"""The avis as CSV and JSON: the list, and the recommendations of one."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.panels.models import Opinion, Recommendation
from belvedere.platform.exchange.tables import Column

OPINION_COLUMNS: list[Column[Opinion]] = [
    Column("avis", pgettext_lazy("un seul", "Avis"), lambda opinion: opinion.reference),
    Column("titre", _("Titre"), lambda opinion: opinion.title),
    Column("examen", _("Examen"), lambda opinion: opinion.examen.reference),
    Column("politique", _("Politique"), lambda opinion: opinion.examen.policy.slug),
    Column("repond", _("Qui répond"), lambda opinion: opinion.body.slug),
    Column("rendu_le", _("Rendu le"), lambda opinion: opinion.given_on),
    Column(
        "enregistre_le",
        _("Enregistré le"),
        lambda opinion: timezone.localdate(opinion.recorded_at) if opinion.recorded_at else None,
    ),
    Column("membres", _("Membres du panel"), lambda opinion: opinion.panel_size),
    Column("recommandations", _("Recommandations"), lambda opinion: getattr(opinion, "recommendation_count", None)),
]

RECOMMENDATION_COLUMNS: list[Column[Recommendation]] = [
    Column("numero", _("Numéro"), lambda item: item.number),
    Column("texte", _("Recommandation"), lambda item: item.text),
    Column("voix_pour", _("Voix pour"), lambda item: item.votes_for),
    Column("voix_contre", _("Voix contre"), lambda item: item.votes_against),
]
