"""Referrals of the demonstration, in varied states, made by the same actions as real ones."""

from belvedere.contexts.observatory.queries import policy_by_slug
from belvedere.contexts.referrals.actions.decide import admit_referral, forward_referral, reject_referral
from belvedere.contexts.referrals.actions.deposit import confirm_deposit, submit_deposit
from belvedere.contexts.referrals.actions.draft import save_draft, start_draft
from belvedere.contexts.referrals.actions.follow import close_collection
from belvedere.contexts.referrals.actions.support import confirm_support, request_support
from belvedere.contexts.referrals.demo import besides, regulations
from belvedere.contexts.referrals.demo.matters import MATTERS, Matter
from belvedere.contexts.referrals.models import Referral, Support
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import body_by_slug, commune_by_slug, communes


def load(*, demo: Demo) -> None:
    """Deposit, decide, support; what reaches its threshold opens an examen at once."""
    regulations.load(demo=demo)
    everywhere = list(communes())
    for number, matter in enumerate(MATTERS, 1):
        referral = _deposit(demo, matter, number)
        _decide(demo, matter, referral)
        if matter.admitted is not None:
            _gather(demo, matter, referral, everywhere)
    besides.follow(demo)
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
    besides.join_document(demo, started.draft, matter.deposited)
    referral = submit_deposit(draft=started.draft, language="fr", now=now, is_demonstration=True)
    return confirm_deposit(support=Support.objects.get(referral=referral), now=now)


def _agent(referral: Referral, demo: Demo) -> Role:
    roles = roles_of_body(body=referral.body, on=demo.today)
    return next(role for role in roles if role.kind == RoleKind.AGENT)


def _decide(demo: Demo, matter: Matter, referral: Referral) -> None:
    now = demo.at(matter.deposited + 3, hour=11)
    to = body_by_slug(matter.forwarded_to)
    if to is not None and to != referral.body:
        referral = forward_referral(referral=referral, to=to, by=_agent(referral, demo), now=now)
    if matter.rejected_for is not None:
        next_door = body_by_slug(matter.next_door)
        reason = matter.rejected_for
        reject_referral(referral=referral, reason=reason, next_door=next_door, by=_agent(referral, demo), now=now)
        besides.contest(demo, referral)
    if matter.admitted is not None:
        by = _agent(referral, demo)
        admit_referral(criteria=Criterion, referral=referral, by=by, now=demo.at(matter.admitted, hour=11))
        besides.read_documents(demo, referral, by, matter.admitted)


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
