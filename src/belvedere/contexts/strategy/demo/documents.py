"""Two versions: one adopted, one that another body has amended."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any  # a parsed file

from django.utils import timezone

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.actions.documents import Words
from belvedere.contexts.strategy.demo.people import role_in
from belvedere.contexts.strategy.models import StrategyVersion
from belvedere.contexts.strategy.states import Change, Comparison, ElementKind
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo

METROPOLE = "clermont-auvergne-metropole"
_FILE = Path(__file__).parent.parent / "data" / "demo_strategy.toml"
_TEXTS = ("title_fr", "title_en", "text_fr", "text_en", "source")
ADOPTED, OPENED, DISCUSSED, AMENDED = -380, -60, -45, -20


def load(*, demo: Demo) -> None:
    agent = role_in(METROPOLE, RoleKind.AGENT, demo.today)
    if agent is None:
        return
    _first(demo, agent)
    actions.measure_commitments(territory=demo.territory, now=demo.dawn)
    _second(demo, agent)


def _first(demo: Demo, agent: Role) -> None:
    now = demo.at(days=ADOPTED - 19)
    version = actions.open_version(
        title_fr="Stratégie de participation, première version", title_en="Strategy of participation, first version",
        by=agent, now=now,
    )  # fmt: skip
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["elements"]:
        _write(version, row, demo, agent)
    actions.open_amendments(version=version, due_on=demo.at(days=ADOPTED - 5).date(), by=agent, now=now)
    actions.close_amendments(version=version, by=agent, now=demo.at(days=ADOPTED - 4))
    actions.adopt_version(
        version=version,
        deliberation="DEL-DEMO-001 (démonstration)",
        adopted_on=demo.at(days=ADOPTED).date(),
        by=agent,
        now=demo.at(days=ADOPTED),
    )


def _write(version: StrategyVersion, row: dict[str, Any], demo: Demo, agent: Role) -> None:
    now = demo.at(days=ADOPTED - 18)
    element = actions.write_element(
        version=version,
        kind=ElementKind(row["kind"]),
        words=Words(**{name: row[name] for name in _TEXTS if name in row}),
        parent=row.get("parent", ""),
        is_demonstration=True,
        by=agent,
        now=now,
    )
    if "test" in row:
        indicator, comparison, target, days = row["test"]
        actions.set_test(
            version=version,
            key=element.key,
            indicator=indicator,
            comparison=Comparison(comparison),
            target=target,
            due_on=timezone.localdate(demo.at(days=days)),
            by=agent,
            now=now,
        )


def _second(demo: Demo, agent: Role) -> None:
    version = actions.open_version(
        title_fr="Stratégie de participation, deuxième version", title_en="Strategy of participation, second version",
        by=agent, now=demo.at(days=OPENED),
    )  # fmt: skip
    actions.write_element(
        version=version,
        kind=ElementKind.PRINCIPLE,
        words=Words(
            "Rencontrer plutôt qu’attendre",
            "Meet rather than wait",
            "Quand un public ne vient pas, c’est nous qui y allons.",
            "When a public does not come, we go to it.",
            "Contenu de démonstration",
        ),
        is_demonstration=True,
        by=agent,
        now=demo.at(days=OPENED + 1),
    )
    due_on = (demo.at(days=0) + timedelta(days=20)).date()
    actions.open_amendments(version=version, due_on=due_on, by=agent, now=demo.at(days=DISCUSSED))
    commune = role_in("chamalieres", RoleKind.AGENT, demo.today)
    if commune is None:
        return
    amendment = actions.propose_amendment(
        version=version,
        change=Change.CHANGE,
        kind=ElementKind.COMMITMENT,
        key="E1",
        words=Words(
            "Chaque commune est prévenue 21 jours avant une consultation",
            "Every commune is told 21 days before a consultation",
        ),
        reason="Neuf sur dix laisse toujours la même commune de côté : la promesse doit valoir pour toutes.",
        by=commune,
        now=demo.at(days=AMENDED),
    )
    actions.comment_version(
        version=version,
        text="Le service vérifie que l’agenda commun permet de tenir cette promesse pour les 21 communes.",
        amendment=amendment,
        by=agent,
        now=demo.at(days=AMENDED + 4),
    )
