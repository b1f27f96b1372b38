"""Twelve referrals of the demonstration, in varied states, made by the same actions as real ones."""

from dataclasses import dataclass

from belvedere.contexts.observatory.queries import policy_by_slug
from belvedere.contexts.referrals.actions.decide import admit_referral, forward_referral, reject_referral
from belvedere.contexts.referrals.actions.deposit import confirm_deposit, submit_deposit
from belvedere.contexts.referrals.actions.draft import save_draft, start_draft
from belvedere.contexts.referrals.actions.follow import close_collection
from belvedere.contexts.referrals.actions.support import confirm_support, request_support
from belvedere.contexts.referrals.models import Referral, Support
from belvedere.contexts.referrals.states import RejectionReason
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import body_by_slug, commune_by_slug, communes


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
        "On nous dit que des travaux sont prévus ; personne ne sait dire quand ni où.",
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
)


def load(*, demo: Demo) -> None:
    """Deposit, decide, support; what reaches its threshold opens an examen at once."""
    everywhere = list(communes())
    for number, matter in enumerate(MATTERS, 1):
        referral = _deposit(demo, matter, number)
        _decide(demo, matter, referral)
        if matter.admitted is not None:
            _gather(demo, matter, referral, everywhere)
    run_pending(now=demo.at(-1))


def _deposit(demo: Demo, matter: Matter, number: int) -> Referral:
    now, policy, commune = demo.at(matter.deposited), policy_by_slug(matter.policy), commune_by_slug(matter.commune)
    if commune is None or policy is None:
        raise LookupError(f"{matter.policy}, {matter.commune}")
    started = start_draft(
        territory=demo.territory, commune=commune, policy_id=policy.pk, body=policy.body, title=matter.title, now=now
    )
    email = "suzanne@demo.invalid" if number == 1 else f"depot-{number:02d}@demo.invalid"
    save_draft(draft=started.draft, now=now, request=matter.request, reasons=matter.reasons, email=email)
    referral = submit_deposit(draft=started.draft, language="fr", now=now, is_demonstration=True)
    return confirm_deposit(support=Support.objects.get(referral=referral), now=now)


def _agent(referral: Referral, demo: Demo) -> Role:
    roles = roles_of_body(body=referral.body, on=demo.today)
    return next(role for role in roles if role.kind == RoleKind.AGENT)


def _decide(demo: Demo, matter: Matter, referral: Referral) -> None:
    now = demo.at(matter.deposited + 3, hour=11)
    to = body_by_slug(matter.forwarded_to)
    if to is not None and to != referral.body:
        forward_referral(referral=referral, to=to, by=_agent(referral, demo), now=now)
    if matter.rejected_for is not None:
        next_door = body_by_slug(matter.next_door)
        reason = matter.rejected_for
        reject_referral(referral=referral, reason=reason, next_door=next_door, by=_agent(referral, demo), now=now)
    if matter.admitted is not None:
        admit_referral(referral=referral, by=_agent(referral, demo), now=demo.at(matter.admitted, hour=11))


def _gather(demo: Demo, matter: Matter, referral: Referral, everywhere: list[Commune]) -> None:
    """Add supports day after day, from commune to commune; then close what is past its last day."""
    referral.refresh_from_db()
    admitted = matter.admitted or 0
    for number in range(matter.supports):
        day = min(admitted + 1 + number * matter.days_between, -1)
        commune = everywhere[(number * 5 + len(matter.title)) % len(everywhere)]
        _support(demo, referral, commune, f"soutien-{referral.pk}-{number:03d}@demo.invalid", day)
    run_pending(now=demo.at(min(admitted + 1 + matter.supports * matter.days_between, -1), hour=20))
    referral.refresh_from_db()
    if referral.closes_on is not None and referral.closes_on < demo.today:
        close_collection(referral=referral, now=demo.at((referral.closes_on - demo.today).days + 1))


def _support(demo: Demo, referral: Referral, commune: Commune, email: str, day: int) -> None:
    request_support(referral=referral, commune=commune, email=email, language="fr", now=demo.at(day, hour=12))
    support = Support.objects.filter(referral=referral).latest("pk")
    confirm_support(support=support, now=demo.at(day, hour=13))
