"""The referrals of the demonstration, and the days on which things happened to them."""

from dataclasses import dataclass

from belvedere.contexts.referrals.states import RejectionReason


@dataclass(frozen=True)
class Matter:
    """A referral of the demonstration: its words, and the days (from today) of what happened to it."""

    policy: str
    commune: str
    title: str
    request: str
    reasons: str
    deposited: int
    admitted: int | None = None
    supports: int = 0
    days_between: int = 1
    forwarded_to: str = ""
    rejected_for: RejectionReason | None = None
    next_door: str = ""


MATTERS = (
    Matter(
        "mobilites",
        "chamalieres",
        "Des bus plus tôt le dimanche matin",
        "Faire partir les premiers bus avant 7 heures le dimanche sur les lignes qui desservent l’hôpital, les "
        "gares et les marchés, et le dire clairement aux arrêts.",
        "Le dimanche, le premier bus arrive après la prise de poste des soignants et des commerçants. Ceux qui n’ont "
        "pas de voiture marchent ou renoncent.",
        deposited=-300,
        admitted=-294,
        supports=14,
    ),
    Matter(
        "climat",
        "clermont-ferrand",
        "De l’ombre aux arrêts et sur les places",
        "Planter ou ombrager les arrêts et les places les plus exposés avant deux étés, en commençant par ceux "
        "que fréquentent les écoles et les personnes âgées.",
        "Pendant les jours de forte chaleur, attendre dix minutes au soleil devient dangereux.",
        deposited=-215,
        admitted=-208,
        supports=13,
    ),
    Matter(
        "culture",
        "gerzat",
        "Ouvrir les bibliothèques le dimanche",
        "Ouvrir au moins une bibliothèque du réseau chaque dimanche, à tour de rôle dans les communes.",
        "Les familles qui travaillent la semaine n’y vont jamais.",
        deposited=-290,
        admitted=-285,
        supports=6,
        days_between=3,
    ),
    Matter(
        "eau",
        "cournon-d-auvergne",
        "Une fontaine à eau dans chaque parc",
        "Installer une fontaine d’eau potable dans chaque parc de plus d’un hectare.",
        "L’été, on achète des bouteilles à côté d’une eau du robinet qui est bonne.",
        deposited=-70,
        admitted=-64,
        supports=24,
    ),
    Matter(
        "dechets",
        "lempdes",
        "Composter en pied d’immeuble",
        "Proposer un composteur collectif et une formation à toute résidence qui le demande.",
        "Un tiers de nos poubelles pourrait nourrir la terre.",
        deposited=-55,
        admitted=-48,
        supports=17,
    ),
    Matter(
        "habitat",
        "aulnat",
        "Rénover d’abord les logements les plus froids",
        "Publier la liste des résidences sociales les plus mal isolées et commencer les travaux par elles.",
        "On nous dit que des travaux sont prévus ; personne ne sait dire quand ni où.",
        deposited=-40,
        admitted=-33,
        supports=19,
    ),
    Matter(
        "mobilites",
        "cournon-d-auvergne",
        "Une piste cyclable continue jusqu’à Clermont",
        "Supprimer les coupures de la piste entre Cournon et Clermont, carrefour par carrefour, avec un calendrier.",
        "La piste s’arrête quatre fois. À chaque coupure, les enfants descendent sur la route.",
        deposited=-24,
        admitted=-18,
        supports=12,
    ),
    Matter(
        "urbanisme",
        "chamalieres",
        "Rénover la cour de l’école du quartier",
        "Remplacer le bitume de la cour par des arbres et de la terre.",
        "La cour est une fournaise dès le mois de mai.",
        deposited=-9,
        forwarded_to="chamalieres",
    ),
    Matter(
        "mobilites",
        "royat",
        "Un tarif de bus pour les familles nombreuses",
        "Créer un abonnement familial dès trois enfants.",
        "Quatre abonnements coûtent plus cher qu’une seconde voiture.",
        deposited=-12,
        forwarded_to="smtc-ac",
    ),
    Matter(
        "habitat",
        "romagnat",
        "Mon dossier de logement est bloqué",
        "Je demande que ma demande de logement soit traitée avant la fin de l’année.",
        "J’attends depuis deux ans.",
        deposited=-45,
        rejected_for=RejectionReason.PERSONAL_CASE,
        next_door="romagnat",
    ),
    Matter(
        "economie",
        "pont-du-chateau",
        "Des locaux pour les artisans dans les centres-bourgs",
        "Réserver aux artisans une part des locaux vides des centres-bourgs, à loyer modéré.",
        "Les vitrines se vident pendant que les zones d’activité s’étendent.",
        deposited=-4,
    ),
    Matter(
        "urbanisme",
        "beaumont",
        "Garder les jardins familiaux dans le plan d’urbanisme",
        "Classer les jardins familiaux existants pour qu’ils ne deviennent pas des parkings.",
        "Trois parcelles ont disparu en cinq ans.",
        deposited=-28,
    ),
    Matter(
        "mobilites",
        "lempdes",
        "Des abribus éclairés le soir",
        "Éclairer les abribus de première couronne après 19 heures, en commençant par les arrêts sans trottoir.",
        "L’hiver, le chauffeur ne nous voit pas et nous ne voyons pas où poser le pied.",
        deposited=-38,
        forwarded_to="smtc-ac",
        admitted=-33,
        supports=23,
    ),
    Matter(
        "urbanisme",
        "chamalieres",
        "Un passage protégé devant le parc",
        "Tracer un passage surélevé à l’entrée du parc et le signaler.",
        "Deux accrochages en un an, devant l’aire de jeux.",
        deposited=-34,
        forwarded_to="chamalieres",
        admitted=-29,
        supports=11,
    ),
)
