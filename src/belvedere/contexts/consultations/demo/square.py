"""A consultation open today with a questionnaire, a meeting held and a register: invented, and marked as such."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any  # a parsed file

from belvedere.contexts.consultations.actions import life, mandate, meetings, phases, questionnaires, register
from belvedere.contexts.consultations.actions.mandate import Mandate
from belvedere.contexts.consultations.actions.questionnaires import Asked, Filled
from belvedere.contexts.consultations.actions.register import Words
from belvedere.contexts.consultations.demo.asking import again, ask_in_the_calendar
from belvedere.contexts.consultations.models import Consultation, Meeting, Phase, Questionnaire
from belvedere.contexts.consultations.queries.turnout import AGE, SEX, asked_values
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.questionnaire import QuestionKind
from belvedere.contexts.consultations.states.register import ContributionVerb, Source
from belvedere.contexts.strategy.states import Public
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Commune, Competence

_FILE = Path(__file__).parent.parent / "data" / "demo_square.toml"
DRAFTED, ANNOUNCED, OPENED, MET, CLOSES, ANSWERED = -50, -45, -20, -6, 12, 60  # days from today
SHEETS = 34


def load(*, demo: Demo, agent: Role) -> None:
    """Make the consultation, and what people said of it so far."""
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    communes = list(Commune.objects.filter(slug__in=written["communes"]).order_by("slug"))
    found = _drafted(written, communes, demo, agent)
    held = [
        _phase(found, ToolKind.REGISTER, "Le registre", (OPENED, CLOSES), demo, agent),
        _phase(found, ToolKind.QUESTIONNAIRE, "Quatre minutes pour le square", (OPENED, CLOSES), demo, agent),
        _phase(found, ToolKind.MEETING, "La réunion publique", (MET, MET), demo, agent),
    ]
    _prepare(written, held, demo, agent)
    slug = found.slug
    ask_in_the_calendar(
        slug,
        communes=communes,
        publics=frozenset({Public.ADULTS}),
        minutes=4,
        subject="square-des-halles",
        known_already="Le comptage des voitures et le relevé des arbres sont dans le dossier.",
        by=agent,
        now=demo.at(DRAFTED),
    )
    life.announce_consultation(consultation=again(slug), by=agent, now=demo.at(ANNOUNCED))
    life.open_consultation(consultation=again(slug), by=agent, now=demo.at(OPENED, hour=9))
    _said(written, again(slug), communes, demo, agent)
    _answered(communes, demo, agent)
    meeting = Meeting.objects.select_related("phase__consultation__territory").get()
    meetings.count_attendance(meeting=meeting, came=(), present=40, by=agent, now=demo.at(MET, hour=21))
    meetings.publish_minutes(meeting=meeting, minutes=written["minutes"], by=agent, now=demo.at(MET + 1))


def _drafted(written: dict[str, Any], communes: list[Commune], demo: Demo, agent: Role) -> Consultation:
    names = ("title", "question", "summary", "open_words", "decided_words", "decider", "level", "terms", "information")
    asked = Mandate(
        **{name: written[name] for name in names},
        answer_on=demo.at(ANSWERED).date(),
        communes=tuple(communes),
        competence=Competence.objects.filter(code="voirie").first(),
    )
    return mandate.draft_consultation(body=agent.body, mandate=asked, by=agent, now=demo.at(DRAFTED))


def _phase(found: Consultation, tool: ToolKind, title: str, days: tuple[int, int], demo: Demo, agent: Role) -> Phase:
    starts_at = demo.at(days[0], hour=18 if tool == ToolKind.MEETING else 8)
    return phases.plan_phase(
        consultation=found,
        tool=tool,
        title=title,
        starts_at=starts_at,
        ends_at=demo.at(days[1], hour=20),
        by=agent,
        now=demo.at(DRAFTED),
    )


def _prepare(written: dict[str, Any], held: list[Phase], demo: Demo, agent: Role) -> None:
    _register, asked, met = held
    for one in written["questions"]:
        choices = tuple(
            {"code": "abcd"[place], "fr": french, "en": english}
            for place, (french, english) in enumerate(one["choices"])
        )
        question = Asked(QuestionKind(one["kind"]), one["text"], one["text_en"], choices=choices)
        questionnaires.write_question(phase=asked, asked=question, by=agent, now=demo.at(DRAFTED))
    where = {name: written[name] for name in ("room", "address", "access", "programme")}
    place = meetings.Place(**where, places=120)
    meetings.prepare_meeting(phase=met, place=place, by=agent, now=demo.at(DRAFTED))


def _said(written: dict[str, Any], found: Consultation, communes: list[Commune], demo: Demo, agent: Role) -> None:
    """Enter what people wrote; the last one on line waits to be read."""
    by_tool = {phase.tool: phase for phase in found.phases.all()}
    for place, one in enumerate(written["contributions"]):
        now = demo.at(OPENED + 1) + timedelta(hours=9 * place)
        words = Words(one["text"], name=one["name"], college=one.get("college", ""), commune=communes[place % 2])
        source = Source(one.get("source", Source.ONLINE))
        if source == Source.ONLINE:
            made = register.contribute(phase=by_tool[ToolKind.REGISTER], words=words, now=now)
            register.moderate_contribution(
                contribution=made, verb=ContributionVerb.SHOW, ground=None, by=agent, now=now + timedelta(hours=2)
            )
        else:
            tool = ToolKind.MEETING if source == Source.MEETING else ToolKind.REGISTER
            register.enter_contribution(phase=by_tool[tool], source=source, words=words, by=agent, now=now)
    waiting = Words("Une fontaine où l’on peut boire, et des arbres.", name="Zoé", commune=communes[0])
    register.contribute(phase=by_tool[ToolKind.REGISTER], words=waiting, now=demo.at(-1))


def _answered(communes: list[Commune], demo: Demo, agent: Role) -> None:
    """Type sheets whose answers lean with age, the same each time."""
    row = Questionnaire.objects.select_related("phase__consultation__territory").get()
    ages, sexes = (asked_values(demo.territory.slug, code) for code in (AGE, SEX))
    for place in range(SHEETS):
        age = place % max(len(ages), 1)
        answers = {"1": "abc"[(place + age) % 3], "2": ["a"] if age else ["b", "d"]}
        filled = Filled(
            answers,
            communes[place % 3 % 2],
            ages[age] if ages else "",
            sexes[place % 5 % 2] if sexes else "",
        )
        questionnaires.enter_sheet(questionnaire=row, filled=filled, by=agent, now=demo.at(OPENED + 2 + place % 14))
