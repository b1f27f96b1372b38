"""The facts that the rules of subsidiarity speak of, read from a plan and from what else is asked."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from belvedere.engines.rules.law.conditions import Value
from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.subsidiarity.plan import Asked, Plan

FACTS = frozenset(
    {
        "decideurs", "decideur_consulte", "communes_touchees", "communes_oubliees", "communes_en_trop",
        "communes_a_prevenir", "communes_non_prevenues", "dossier_nomme", "autres_portes", "consulte_par_spl",
        "autorite_mandante", "recoit_des_demandes", "jours_de_transmission", "deja_demande", "dit_ce_que_l_on_sait",
        "procedure_de_l_etat", "documente_seulement", "conseil_de_droit", "conseil_saisi", "communes_consultees",
        "communes_sans_reponse", "evaluation_remonte",
    }
)  # fmt: skip
FIGURES = frozenset({"notice_days", "no_reasking_months", "forward_working_days"})
PUBLIC_COMPANY = "spl"
Found = dict[str, tuple[str, ...]]


def facts_of(plan: Plan, others: Iterable[Asked], figures: Mapping[str, float]) -> tuple[dict[str, Value], Found]:
    """Return the facts of a plan, and the communes or consultations behind each number.

    Parameters
    ----------
    plan : Plan
    others : iterable of Asked
        Everything else that was, is or will be asked; the plan itself is not among them.
    figures : mapping
        ``notice_days`` and ``no_reasking_months``.

    Returns
    -------
    tuple
        The facts that are known (those that are not are left out), and the keys behind each count. Linear.
    """
    known = list(others)
    found: Found = {
        "communes_oubliees": tuple(sorted(plan.touched - plan.asked_in)),
        "communes_en_trop": tuple(sorted(plan.asked_in - plan.touched)),
        "communes_non_prevenues": _told_late(plan, figures["notice_days"]),
        "autres_portes": _other_doors(plan, known),
        "deja_demande": _asked_before(plan, known, figures["no_reasking_months"]),
        "communes_sans_reponse": tuple(sorted(plan.asked_in - plan.answered_in)),
    }
    consulting = {plan.asked_by, plan.mandated_by, *plan.jointly_with} - {""}
    facts: dict[str, Value | None] = {
        "decideurs": len(plan.decided_by),
        "decideur_consulte": bool(plan.decided_by & consulting),
        "communes_touchees": len(plan.touched),
        "communes_a_prevenir": len(plan.to_be_told),
        "dossier_nomme": bool(plan.file),
        "consulte_par_spl": plan.asked_by_kind == PUBLIC_COMPANY,
        "autorite_mandante": bool(plan.mandated_by),
        "recoit_des_demandes": plan.takes_requests,
        "jours_de_transmission": plan.forwards_in_working_days,
        "dit_ce_que_l_on_sait": plan.says_what_is_known,
        "procedure_de_l_etat": plan.under_a_state_procedure,
        "documente_seulement": plan.only_documents,
        "conseil_de_droit": plan.council_is_due,
        "conseil_saisi": plan.council_seised_on is not None and plan.council_seised_on <= plan.opens_on,
        "communes_consultees": len(plan.asked_in),
        "evaluation_remonte": plan.evaluation_goes_up,
        **{name: len(keys) for name, keys in found.items()},
    }
    return {name: value for name, value in facts.items() if value is not None}, found


def _told_late(plan: Plan, notice_days: float) -> tuple[str, ...]:
    last = plan.opens_on - timedelta(days=int(notice_days))
    return tuple(sorted(key for key in plan.to_be_told if key not in plan.told_on or plan.told_on[key] > last))


def _other_doors(plan: Plan, others: Iterable[Asked]) -> tuple[str, ...]:
    allowed = {plan.asked_by, plan.mandated_by, *plan.jointly_with}
    return tuple(
        other.key
        for other in others
        if plan.file
        and other.file == plan.file
        and other.asked_by not in allowed
        and other.opens_on <= plan.closes_on
        and plan.opens_on <= other.closes_on
    )


def _asked_before(plan: Plan, others: Iterable[Asked], months: float) -> tuple[str, ...]:
    since = add_months(plan.opens_on, -int(months))
    return tuple(
        other.key
        for other in others
        if plan.subject
        and other.subject == plan.subject
        and since < other.closes_on < plan.opens_on
        and other.asked_in & plan.asked_in
        and other.publics & plan.publics
    )
