"""The avis of the demonstration: invented words on real policies, drafted and recorded by their own actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from belvedere.contexts.observatory.actions import open_examen
from belvedere.contexts.observatory.queries import ExamenCard, examen_cards_of
from belvedere.contexts.panels.actions.opinion import draft_opinion, record_opinion
from belvedere.contexts.panels.states.opinion import OpinionDraft, RecommendationDraft
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.queries import body_by_slug

METROPOLE = "clermont-auvergne-metropole"


@dataclass(frozen=True)
class Said:
    """What a panel of the demonstration says on a policy: (text, votes for, votes against) by recommendation."""

    title: str
    size: int
    panel: str
    recommendations: tuple[tuple[str, int, int], ...]
    minority: str = ""


SAID = {
    "mobilites": Said(
        "Le dimanche aussi, on doit pouvoir compter sur le bus",
        42,
        "Panel de démonstration : 42 habitants de 19 communes, tirés au sort. Quatre samedis de travail. Entendus : le "
        "SMTC-AC, l’exploitant, des soignants du matin, une association d’usagers en fauteuil.",
        (
            (
                "Faire partir un premier bus avant 7 heures le dimanche vers l’hôpital, la gare et les marchés.",
                38,
                2,
            ),
            ("Faire passer un bus au moins toutes les heures le dimanche dans chacune des 21 communes.", 34, 6),
            (
                "Vendre le dimanche un billet de famille : un prix, deux adultes et leurs enfants, toute la journée.",
                29,
                9,
            ),
            (
                "Équiper d’un banc, d’un abri et d’un quai accessible les 50 arrêts les plus utilisés le dimanche.",
                40,
                0,
            ),
            (
                "Afficher en grand à chaque arrêt, sans téléphone, les horaires du dimanche et les travaux.",
                41,
                0,
            ),
        ),
        "Six membres demandent de commencer par les soirs de semaine, où davantage de personnes attendent.",
    ),
    "climat": Said(
        "De l’ombre là où l’on attend",
        36,
        "Panel de démonstration : 36 habitants de 17 communes, tirés au sort. Trois samedis et deux marches en ville "
        "un jour de forte chaleur.",
        (
            ("Publier avant l’été la carte des arrêts et des places où l’on attend en plein soleil.", 35, 0),
            ("Ombrager d’abord les arrêts près des écoles, des hôpitaux et des résidences d’aînés.", 33, 1),
            ("Planter un arbre plutôt que poser un auvent dès que les réseaux du sous-sol le permettent.", 27, 6),
            ("Ouvrir les lieux publics frais, et le dire, les jours d’alerte à la chaleur.", 36, 0),
        ),
    ),
    "dechets": Said(
        "Trier plus près de chez soi",
        30,
        "Panel de démonstration : 30 habitants de 15 communes, tirés au sort. Deux samedis et une visite du centre de "
        "tri.",
        (
            ("Proposer un point de compost à toute résidence qui le demande, dans les six mois.", 29, 0),
            ("Ouvrir une déchetterie mobile un samedi par mois dans les communes qui n’en ont pas.", 25, 3),
            ("Dire sur la facture ce que coûte chaque poubelle, et ce que le tri fait économiser.", 22, 6),
        ),
    ),
    "urbanisme": Said(
        "Traverser la ville à pied sans avoir peur",
        24,
        "Panel de démonstration : 24 habitants de 12 communes, tirés au sort. Deux samedis et une marche avec des "
        "écoliers.",
        (
            ("Rendre les feux piétons assez longs pour qu’un enfant ou un aîné traverse en une fois.", 23, 0),
            ("Relier à pied, sans détour ni marche, chaque école à l’arrêt le plus proche.", 20, 2),
            ("Fermer à toutes les voitures le centre de chaque commune le samedi.", 13, 9),
        ),
    ),
}
DAYS_OF_WORK = 45


def load(*, demo: Demo) -> None:
    """Open three examens of the observatory's own choice, then give the avis of those old enough."""
    body = body_by_slug(METROPOLE)
    if body is None:
        return
    own = (
        ("dechets", "Comment aider chacun à jeter moins et à mieux trier, en ville comme au village ?", -85),
        ("habitat", "Les aides à la rénovation vont-elles aux logements les plus froids ?", -21),
        ("urbanisme", "Où peut-on marcher sans danger d’un quartier à l’autre ?", -270),
    )
    for policy, question, days in own:
        open_examen(territory=demo.territory, policy_slug=policy, question=question, now=demo.at(days))
    facilitator = next((r for r in roles_of_body(body=body, on=demo.today) if r.kind == RoleKind.FACILITATOR), None)
    for examen in examen_cards_of(body):
        given_at = examen.opened_at + timedelta(days=DAYS_OF_WORK)
        if facilitator is not None and examen.policy_slug in SAID and given_at < demo.dawn:
            _give(examen, SAID[examen.policy_slug], facilitator, given_at)


def _give(examen: ExamenCard, said: Said, by: Role, now: datetime) -> None:
    recommendations = tuple(RecommendationDraft(*item) for item in said.recommendations)
    draft = OpinionDraft(
        title=said.title,
        given_on=timezone.localdate(now),
        panel_size=said.size,
        panel_description=said.panel,
        minority_note=said.minority,
        recommendations=recommendations,
    )
    draft_opinion(examen_reference=examen.reference, draft=draft, by=by, now=now)
    record_opinion(examen_reference=examen.reference, by=by, now=now)
    run_pending(now=now)
