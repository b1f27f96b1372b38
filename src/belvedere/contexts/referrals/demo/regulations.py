"""Three règlements of the demonstration: the métropole's, the transport authority's, that of whoever has none."""

from datetime import timedelta

from belvedere.contexts.referrals.actions.regulation import draft_regulation, publish_regulation
from belvedere.contexts.referrals.models import Regulation
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.queries import body_by_slug

METROPOLE, TRANSPORT = "clermont-auvergne-metropole", "smtc-ac"
SOURCE = "Règlement de démonstration, formé sur celui de {model} : nombres inventés"


def _step(code: str, effect: str, french: str, english: str, **rule: Value) -> Value:
    return {"code": code, "effect": effect, "title": {"fr": french, "en": english}, "rule": rule}


OF_THE_METROPOLE: list[Value] = [
    _step("reponse", "answer", "Réponse écrite du vice-président", "Written answer", minimum_total=15),
    _step(
        "debat", "debate", "Débat en conseil métropolitain", "Debate in the metropolitan council",
        minimum_total=40, territories=8, maximum_share="1/3", maximum_share_reading="counted",
    ),
    _step(
        "panel", "panel", "Examen et panel tiré au sort", "Inquiry and panel drawn by lot",
        minimum_total=80, territories=12, maximum_share="1/3", maximum_share_reading="counted",
    ),
]  # fmt: skip
OF_TRANSPORT: list[Value] = [
    _step(
        "audition", "hearing", "Audition en comité syndical", "Hearing by the board", minimum_total=20, territories=3
    ),
    _step("ordre-du-jour", "agenda", "Inscription à l’ordre du jour", "Put on the agenda", minimum_total=200),
]
OF_OTHERS: list[Value] = [
    _step("mediation", "mediation", "Rencontre avec le maire", "Meeting with the mayor", minimum_total=10),
    _step(
        "conseil", "debate", "Débat en conseil municipal", "Debate in the municipal council",
        percentage="1/100", reference="population",
    ),
]  # fmt: skip


def load(*, demo: Demo) -> None:
    """Publish the three versions on days past; again, it changes nothing."""
    metropole = body_by_slug(METROPOLE)
    if metropole is None or Regulation.objects.exists():
        return
    _publish(demo, METROPOLE, OF_THE_METROPOLE, -60, "Grenoble-Alpes Métropole", months=4)
    _publish(demo, TRANSPORT, OF_TRANSPORT, -60, "Rennes Métropole", months=3)
    _publish(demo, "", OF_OTHERS, -150, "la Ville de Grenoble", months=6)


def _agent(demo: Demo, slug: str) -> Role:
    body = body_by_slug(slug)
    roles = roles_of_body(body=body, on=demo.today) if body else ()
    return next(role for role in roles if role.kind == RoleKind.AGENT)


def _publish(demo: Demo, slug: str, steps: list[Value], days: int, model: str, months: int) -> None:
    by, body, source = _agent(demo, slug or METROPOLE), body_by_slug(slug), SOURCE.format(model=model)
    content: dict[str, Value] = {
        "id": "demonstration",
        "authority": body.name if body else demo.territory.name,
        "source": source,
        "who": {"minimum_age": 16},
        "collection": {"months": months},
        "steps": steps,
    }
    row = draft_regulation(territory=demo.territory, body=body, content=content, source=source, by=by)
    since = demo.today + timedelta(days=days)
    publish_regulation(number=row.number, since=since, by=by, now=demo.at(days))
