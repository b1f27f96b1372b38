"""Indicators computed from the strategy itself: its calendar, its rules, its matrix, its versions."""

from datetime import timedelta

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.models import AgendaEvent
from belvedere.contexts.strategy.queries.coverage import matrix, promises
from belvedere.contexts.strategy.queries.documents import bodies_heard, version_in_force
from belvedere.contexts.strategy.queries.measuring import (
    NOTHING,
    YEAR_DAYS,
    Live,
    Measure,
    count_of,
    declare,
    share_of,
)
from belvedere.contexts.strategy.queries.thermometer import soliciting_events
from belvedere.contexts.strategy.states import Coverage, EventState
from belvedere.engines.rules.months import add_months
from belvedere.platform.territory.states import Level


@declare(
    "communes-oubliees",
    _("Communes jamais consultées depuis longtemps"),
    _("Communes où aucun public n’a été sollicité depuis le nombre de mois réglé."),
    _("une commune"),
    share=False,
    source="strategy.queries.thermometer.neglect",
)
def _communes_neglected(live: Live) -> Measure:
    found = live.neglect
    return Measure(float(found.communes), found.communes, found.of_communes) if found.of_communes else NOTHING


@declare(
    "publics-oublies",
    _("Publics oubliés"),
    _("Publics de communes (âge, éloignement) jamais sollicités depuis le nombre de mois réglé."),
    _("une commune"),
    share=True,
    source="strategy.queries.thermometer.neglect",
)
def _publics_neglected(live: Live) -> Measure:
    found = live.neglect
    return share_of(found.publics, found.of_publics)


@declare(
    "promesses-faites",
    _("Actions promises et faites"),
    _("Actions nées d’une réponse publiée qui sont faites et non contestées, sur celles promises (journal public)."),
    _("une action promise"),
    share=True,
    source="strategy.queries.coverage.promises",
)
def _promises_done(_live: Live) -> Measure:
    made, kept = promises()
    return share_of(kept, made)


@declare(
    "consultations-sans-regle-brisee",
    _("Consultations qui respectent la subsidiarité"),
    _("Consultations des douze derniers mois et à venir sans règle brisée, ou levée en public, sur toutes."),
    _("une consultation à l’agenda"),
    share=True,
    source="strategy.queries.subsidiarity.how_rules_are_kept",
)
def _rules_kept(live: Live) -> Measure:
    found = live.rules
    return share_of(found.plans - found.breaking, found.plans)


@declare(
    "maires-prevenus",
    _("Communes prévenues à temps"),
    _("Communes prévenues avant le délai de la règle R3, sur celles à prévenir, depuis douze mois."),
    _("une consultation dans une commune"),
    share=True,
    source="strategy.queries.subsidiarity.how_rules_are_kept",
)
def _mayors_told(live: Live) -> Measure:
    found = live.rules
    return share_of(found.told, found.to_be_told)


@declare(
    "competences-couvertes",
    _("Compétences de la Métropole avec une offre active"),
    _("Cases de la matrice, au niveau de la Métropole, où une offre est active, sur celles où elle est compétente."),
    _("une compétence de la Métropole"),
    share=True,
    source="strategy.queries.coverage.matrix",
)
def _covered(live: Live) -> Measure:
    cells = [
        cell
        for row in matrix(today=live.today, values=live.values)
        for cell in row.cells
        if cell.level == Level.METROPOLE
    ]
    held = [cell for cell in cells if cell.coverage != Coverage.OUTSIDE]
    return share_of(sum(cell.coverage == Coverage.ACTIVE for cell in held), len(held))


@declare(
    "strategie-adoptee",
    _("Stratégie adoptée par délibération"),
    _("1 si une version adoptée est en vigueur, 0 sinon."),
    _("rien"),
    share=False,
    source="strategy.queries.documents.version_in_force",
)
def _adopted(live: Live) -> Measure:
    return count_of(version_in_force(live.today) is not None)


@declare(
    "age-de-la-strategie",
    _("Mois depuis l’adoption de la stratégie"),
    _("Mois entiers écoulés depuis la délibération qui a adopté la version en vigueur."),
    _("une version adoptée"),
    share=False,
    source="strategy.queries.documents.version_in_force",
)
def _age(live: Live) -> Measure:
    version = version_in_force(live.today)
    if version is None or version.adopted_on is None:
        return NOTHING
    months = (live.today.year - version.adopted_on.year) * 12 + live.today.month - version.adopted_on.month
    return count_of(months - (add_months(version.adopted_on, months) > live.today))


@declare(
    "organismes-auteurs",
    _("Organismes qui ont amendé ou commenté la stratégie"),
    _("Organismes auteurs d’un amendement ou d’un commentaire sur la version en vigueur."),
    _("une version adoptée"),
    share=False,
    source="strategy.queries.documents.bodies_heard",
)
def _heard(live: Live) -> Measure:
    version = version_in_force(live.today)
    return NOTHING if version is None else count_of(bodies_heard(version).count())


@declare(
    "personnes-touchees",
    _("Personnes touchées en douze mois"),
    _("Somme des personnes touchées par les consultations dont le compte rendu est fait."),
    _("le compte rendu d’une consultation"),
    share=False,
    source="strategy.models.Solicitation.people_reached",
)
def _reached(live: Live) -> Measure:
    found = soliciting_events(since=live.today - timedelta(days=YEAR_DAYS), until=live.today)
    total = found.filter(state=EventState.HELD.value).aggregate(total=Sum("solicitation__people_reached"))["total"]
    return NOTHING if total is None else count_of(total)


@declare(
    "bilans-faits",
    _("Consultations dont le compte rendu est fait"),
    _("Consultations finies depuis plus de 30 jours dont les personnes touchées sont comptées, sur celles finies."),
    _("une consultation finie"),
    share=True,
    source="strategy.models.AgendaEvent",
)
def _reported(live: Live) -> Measure:
    over = AgendaEvent.objects.filter(solicitation__isnull=False, ends_at__date__lt=live.today - timedelta(days=30))
    rows = list(over.exclude(state=EventState.CANCELLED.value).values_list("state", flat=True))
    return share_of(sum(state == EventState.HELD for state in rows), len(rows))
