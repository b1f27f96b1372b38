"""Indicators computed from what the neighbours keep: answers, referrals, panels, the observatory, the guide."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.answers.queries import figures as answer_figures
from belvedere.contexts.answers.queries.league import delays_by_body
from belvedere.contexts.guide.queries.versions import recorded_versions
from belvedere.contexts.observatory.queries import policy_page
from belvedere.contexts.observatory.queries.indicators import indicators as observatory_indicators
from belvedere.contexts.panels.queries.renewal import terms_over
from belvedere.contexts.panels.queries.standing import public_panels
from belvedere.contexts.referrals.queries.timeliness import decisions, forwarding_times
from belvedere.contexts.strategy.queries.measuring import NOTHING, Live, Measure, count_of, declare, share_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import declared_datasets
from belvedere.platform.territory.calendar import working_days_within


@declare(
    "reponses-dans-le-delai",
    _("Réponses aux avis publiées dans le délai"),
    _("Réponses publiées à temps, sur celles publiées ou dont la date est passée."),
    _("une réponse publiée ou échue"),
    share=True,
    source="answers.queries.figures",
)
def _answers_in_time(live: Live) -> Measure:
    found = answer_figures(live.today)
    return share_of(found.in_time, found.in_time + found.late)


@declare(
    "reponses-en-retard",
    _("Réponses en retard"),
    _("Réponses dont la date est passée et qui ne sont pas publiées."),
    _("une réponse demandée"),
    share=False,
    source="answers.queries.league.delays_by_body",
)
def _answers_late(live: Live) -> Measure:
    rows = delays_by_body(live.today)
    return count_of(sum(row.late_now for row in rows)) if rows else NOTHING


@declare(
    "recevabilite-dans-le-delai",
    _("Saisines dont la recevabilité est décidée dans le délai"),
    _("Saisines décidées à temps, sur celles décidées ou dont le délai est passé."),
    _("une saisine reçue"),
    share=True,
    source="referrals.queries.timeliness.decisions",
)
def _decided_in_time(live: Live) -> Measure:
    found = decisions(live.today)
    return share_of(found.in_time, found.judged)


@declare(
    "transmissions-dans-le-delai",
    _("Saisines mal adressées transmises dans le délai"),
    _("Saisines transmises à l’organisme compétent dans le délai de la règle R6, sur celles transmises."),
    _("une saisine transmise à un autre organisme"),
    share=True,
    source="referrals.queries.timeliness.forwarding_times",
)
def _forwarded_in_time(live: Live) -> Measure:
    most = live.values["forward_working_days"]
    taken = [
        working_days_within(since=timezone.localdate(received), until=timezone.localdate(sent))
        for received, sent in forwarding_times()
    ]
    return share_of(sum(days <= most for days in taken), len(taken))


@declare(
    "renouvellement-du-panel",
    _("Renouvellements de panel ouverts à l’échéance"),
    _("Groupes de membres dont le mandat est fini et pour lesquels un renouvellement est ouvert, sur ceux finis."),
    _("un mandat de panel fini"),
    share=True,
    source="panels.queries.renewal.terms_over",
)
def _renewals(live: Live) -> Measure:
    ended, renewed = terms_over(live.today)
    return share_of(renewed, ended)


@declare(
    "panels-au-travail",
    _("Panels publics"),
    _("Panels tirés au sort dont la page est publique."),
    _("rien"),
    share=False,
    source="panels.queries.standing.public_panels",
)
def _panels(_live: Live) -> Measure:
    return count_of(public_panels().count())


@declare(
    "regles-enregistrees",
    _("Jeux de règles du guide enregistrés"),
    _("Versions du guide gardées avec leur empreinte, pour rejouer un verdict."),
    _("rien"),
    share=False,
    source="guide.queries.versions.recorded_versions",
)
def _rule_sets(_live: Live) -> Measure:
    return count_of(len(recorded_versions()))


@declare(
    "indicateurs-suivis",
    _("Indicateurs de politiques publiques suivis"),
    _("Indicateurs de l’observatoire, avec définition et source."),
    _("rien"),
    share=False,
    source="observatory.queries.indicators.indicators",
)
def _followed(_live: Live) -> Measure:
    return count_of(observatory_indicators().count())


@declare(
    "politiques-evaluees",
    _("Politiques évaluées"),
    _("Politiques dont une évaluation est publiée à l’observatoire, sur toutes."),
    _("une politique"),
    share=True,
    source="observatory.queries.policy_page",
)
def _evaluated(_live: Live) -> Measure:
    rows = list(policy_page())
    return share_of(sum(bool(row.evaluations.all()) for row in rows), len(rows))


@declare(
    "jeux-de-donnees",
    _("Jeux de données ouverts"),
    _("Listes publiques téléchargeables sous licence ouverte."),
    _("rien"),
    share=False,
    source="exchange.datasets.declared_datasets",
)
def _datasets(_live: Live) -> Measure:
    return count_of(len(declared_datasets()))


@declare(
    "agents-de-participation",
    _("Organismes qui ont un agent de participation"),
    _("Organismes où une personne tient aujourd’hui le rôle d’agent de participation."),
    _("rien"),
    share=False,
    source="accounts.models.Role",
)
def _agents(live: Live) -> Measure:
    held = Role.objects.filter(kind=RoleKind.AGENT.value, since__lte=live.today, body__isnull=False)
    held = held.exclude(until__lte=live.today)
    return count_of(held.values("body").distinct().count())
