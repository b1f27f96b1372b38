"""The demonstration's territory: real bodies and communes; what is invented says so in its source."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from belvedere.platform.territory.actions import (
    give_competence,
    import_communes,
    open_body,
    open_department,
    plan_session,
    set_parameter,
)
from belvedere.platform.territory.models import Body, Territory
from belvedere.platform.territory.states import BodyKind, Confidence


@dataclass(frozen=True)
class Demo:
    """The frame in which each context makes its part of the demonstration."""

    territory: Territory
    today: date

    def at(self, days: int, hour: int = 9) -> datetime:
        """Return the hour of a day counted from today; negative days are past."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))


DATA = Path(__file__).parent / "data" / "clermont.json"
METROPOLE, TRANSPORT, COMPANY = "clermont-auvergne-metropole", "smtc-ac", "spl-clermont-auvergne"
BECAME_METROPOLE = date(2018, 1, 1)
BECAME_URBAN_COMMUNITY = date(2017, 1, 1)
PUBLIC_PAGES = "Compétences lues sur les pages publiques de la Métropole"
DEMONSTRATION = "Règlement de démonstration : nombre inventé"

DEPARTMENTS = {
    "mobilites": "Direction des mobilités",
    "eau": "Direction de l’eau et de l’assainissement",
    "dechets": "Direction de la prévention et de la gestion des déchets",
    "habitat": "Direction de l’habitat et du logement",
    "transition": "Direction de la transition écologique et de l’énergie",
    "culture": "Direction de la culture et de la lecture publique",
    "urbanisme": "Direction de l’urbanisme",
    "economie": "Direction du développement économique",
    "participation": "Service participation citoyenne",
}

# code: (label, plain words, holder, since)
COMPETENCES = {
    "transports": (
        "Transports en commun",
        "Lignes de bus et de tramway, horaires, tarifs, arrêts, plan de mobilité.",
        TRANSPORT,
        BECAME_METROPOLE,
    ),
    "voirie": (
        "Voirie et espaces publics",
        "Rues, trottoirs, pistes cyclables, routes autrefois départementales.",
        METROPOLE,
        BECAME_METROPOLE,
    ),
    "eau-assainissement": (
        "Eau et assainissement",
        "Eau du robinet, égouts, eaux de pluie.",
        METROPOLE,
        BECAME_URBAN_COMMUNITY,
    ),
    "dechets": ("Déchets", "Collecte, tri, déchetteries, réemploi.", METROPOLE, BECAME_URBAN_COMMUNITY),
    "habitat": (
        "Habitat et logement",
        "Logement social, rénovation, aides au logement, gens du voyage.",
        METROPOLE,
        BECAME_URBAN_COMMUNITY,
    ),
    "energie-climat": (
        "Énergie et climat",
        "Plan climat, rénovation énergétique, qualité de l’air, bruit.",
        METROPOLE,
        BECAME_METROPOLE,
    ),
    "culture": (
        "Culture et lecture publique",
        "Réseau des bibliothèques, équipements culturels métropolitains.",
        METROPOLE,
        BECAME_METROPOLE,
    ),
    "urbanisme": (
        "Urbanisme",
        "Plan local d’urbanisme de la Métropole, grands aménagements.",
        METROPOLE,
        BECAME_URBAN_COMMUNITY,
    ),
    "developpement-economique": (
        "Développement économique",
        "Zones d’activité, aides aux entreprises, tourisme, enseignement supérieur et recherche.",
        METROPOLE,
        BECAME_URBAN_COMMUNITY,
    ),
}

COMMUNAL_COMPETENCES = {
    "ecoles": ("Écoles", "Bâtiments des écoles maternelles et élémentaires, cantine, périscolaire."),
    "etat-civil": ("État civil et élections", "Naissances, mariages, listes électorales, cimetières."),
    "sports-quartiers": ("Équipements de quartier", "Stades, gymnases, salles et parcs de la commune."),
}

PARAMETERS = {
    "referral.support_threshold": 500,
    "referral.support_days": 120,
    "referral.admissibility_working_days": 10,
    "referral.minimum_age_years": 16,
    "referral.confirmation_days": 7,
    "referral.identity_retention_months": 6,
    "answer.working_days": 45,
    "draft.retention_days": 30,
}
COMMUNAL_THRESHOLD = 100


def load(*, demo: Demo) -> None:
    """Make the bodies, the communes, who decides what, the règlement and the sessions of the council."""
    metropole = _open_bodies(demo)
    towns = import_communes(territory=demo.territory, data=json.loads(DATA.read_text(encoding="utf-8")))
    _give_competences(demo, towns)
    for body in Body.objects.all():
        for code, value in PARAMETERS.items():
            is_communal = body.kind == BodyKind.COMMUNE and code == "referral.support_threshold"
            set_parameter(
                body=body,
                code=code,
                value=COMMUNAL_THRESHOLD if is_communal else value,
                since=date(2024, 1, 1),
                source=DEMONSTRATION,
                confidence=Confidence.UNVERIFIED,
            )
    for days in (-150, -80, -20, 45, 110, 200):
        plan_session(body=metropole, held_on=demo.at(days).date(), source="Date de démonstration")


def _open_bodies(demo: Demo) -> Body:
    metropole = open_body(
        territory=demo.territory,
        kind=BodyKind.METROPOLE,
        slug=METROPOLE,
        name="Clermont Auvergne Métropole",
        short_name="la Métropole",
        siren="246300701",
        source="SIREN : Insee ; métropole depuis le 1er janvier 2018",
    )
    open_body(
        territory=demo.territory,
        kind=BodyKind.TRANSPORT_AUTHORITY,
        slug=TRANSPORT,
        name="SMTC-AC, autorité des transports",
        short_name="le SMTC-AC",
        source="Autorité organisatrice de 23 communes : les 21 de la Métropole, Mur-sur-Allier et Pérignat-ès-Allier",
    )
    open_body(
        territory=demo.territory,
        kind=BodyKind.PUBLIC_COMPANY,
        slug=COMPANY,
        name="SPL Clermont Auvergne",
        short_name="la SPL",
        source="Société publique locale qui construit des projets de la Métropole",
    )
    for slug, name in DEPARTMENTS.items():
        open_department(body=metropole, slug=slug, name=name)
    return metropole


def _give_competences(demo: Demo, towns: list[Body]) -> None:
    holders = {body.slug: body for body in Body.objects.exclude(kind=BodyKind.COMMUNE)}
    for code, (label, plain_words, holder, since) in COMPETENCES.items():
        act = "Passage en métropole" if since == BECAME_METROPOLE else "Passage en communauté urbaine"
        if holder == TRANSPORT:
            act = "Autorité organisatrice de la mobilité (code des transports, art. L. 1231-1)"
        give_competence(
            territory=demo.territory,
            code=code,
            label=label,
            plain_words=plain_words,
            bodies=[holders[holder]],
            since=since,
            act=act,
            source=PUBLIC_PAGES,
            confidence=Confidence.SECONDARY,
        )
    for code, (label, plain_words) in COMMUNAL_COMPETENCES.items():
        give_competence(
            territory=demo.territory,
            code=code,
            label=label,
            plain_words=plain_words,
            bodies=towns,
            since=date(1982, 3, 2),
            act="Compétence de la commune (clause générale, CGCT art. L. 2121-29)",
            source="Code général des collectivités territoriales, cité de mémoire",
            confidence=Confidence.UNVERIFIED,
        )
