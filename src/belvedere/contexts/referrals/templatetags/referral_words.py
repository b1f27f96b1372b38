"""Words of the referrals that templates ask for."""

from django import template
from django.utils import timezone

from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries import public_title, text_is_public
from belvedere.contexts.referrals.queries.reserve import coming_reserve, coming_reserves
from belvedere.contexts.referrals.states import Effect
from belvedere.contexts.referrals.states.paper import LineState, RemovalReason
from belvedere.contexts.referrals.words import EFFECT_LABELS, LINE_LABELS, REMOVAL_LABELS
from belvedere.platform.territory.models import Body

register = template.Library()


@register.filter
def title_for_all(referral: Referral) -> str:
    """Return the title that anyone may read."""
    return public_title(referral)


@register.filter
def words_for_all(referral: Referral) -> str:
    """Return what is asked, where anyone may read it, or nothing."""
    return referral.request if text_is_public(referral) else ""


@register.filter
def effect_label(effect: Effect) -> str:
    """Return the name of an effect."""
    return str(EFFECT_LABELS[Effect(effect)])


@register.filter
def removal_label(reason: str) -> str:
    """Return the name of a reason to set supports aside."""
    return str(REMOVAL_LABELS[RemovalReason(reason)])


@register.filter
def line_label(state: LineState) -> str:
    """Return what becomes of a line of a sheet."""
    return str(LINE_LABELS[LineState(state)])


@register.inclusion_tag("referrals/parts/reserve.html")
def reserve_notice(body: Body | None) -> dict[str, object]:
    """Say the electoral reserve that holds or comes for a body."""
    today = timezone.localdate()
    return {"reserve": coming_reserve(body, today) if body else None, "today": today}


@register.inclusion_tag("referrals/parts/reserves.html")
def reserves_notice() -> dict[str, object]:
    """Say the electoral reserves that hold or come anywhere in the territory, one by election."""
    today = timezone.localdate()
    return {"reserves": coming_reserves(today), "today": today}
