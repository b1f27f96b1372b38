"""What simulated recruitments say: a report in Markdown, in French or in English, and the same figures as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from belvedere.engines.sortition.report_words import Language, Writer
from belvedere.engines.sortition.simulation import Scenario, Simulation, interval, quantile

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Simulated:
    """A simulation and what it was asked: ``letters`` is a number of letters to judge, if any."""

    scenario: Scenario
    found: Simulation
    seed: int
    size: int
    letters: int | None = None

    @property
    def filled(self) -> int:
        """Recruitments whose quotas are filled: by the letters to judge, or by a pool as large as the one given."""
        return self.found.filled if self.letters is None else self.found.filled_with(self.letters)


def simulation_json(simulated: Simulated) -> dict[str, object]:
    """Return the figures by name: chances from 0 to 1, counts of people and of letters, places lost."""
    found, scenario = simulated.found, simulated.scenario
    low, high = interval(simulated.filled, scenario.recruitments)
    return {
        "seed": simulated.seed,
        "recruitments": scenario.recruitments,
        "size": simulated.size,
        "pool": found.pool,
        "answer_rate": {"mean": scenario.rate.mean, "yes": scenario.rate.yes, "no": scenario.rate.no},
        "judged_letters": simulated.letters,
        "filled": {"times": simulated.filled, "interval_95": [round(low, 6), round(high, 6)]},
        "respondents": _quantiles(found.respondents),
        "letters": _quantiles(found.letters),
        "dropout": {
            "everyone": scenario.dropout,
            "by_value": [[*name, chance] for name, chance in sorted(scenario.dropout_by_value.items())],
            "panels": len(found.loss),
            "alternates": scenario.alternates,
            "places_lost": _mean(found.loss),
            "places_lost_without": _mean(found.loss_without),
        },
    }


def simulation_report(simulated: Simulated, writer: Writer) -> str:
    """Return the report as Markdown. It names nobody."""
    found, words = simulated.found, _WORDS[writer.language]
    low, high = interval(simulated.filled, simulated.scenario.recruitments)
    facts = {
        "size": writer.whole(simulated.size),
        "pool": writer.whole(found.pool),
        "count": writer.whole(simulated.scenario.recruitments),
        "seed": str(simulated.seed),
        "times": writer.whole(simulated.filled),
        "low": writer.percent(low, 1),
        "high": writer.percent(high, 1),
        "judged": writer.whole(simulated.letters or 0),
        "rate": writer.percent(simulated.scenario.rate.mean, 1),
        "panels": writer.whole(len(found.loss)),
        "dropout": writer.percent(simulated.scenario.dropout, 1),
        "alternates": writer.whole(simulated.scenario.alternates),
        "loss": writer.decimal(_mean(found.loss) or 0.0),
        "without": writer.decimal(_mean(found.loss_without) or 0.0),
    }
    names = ["title", "lead", "filled", "with_pool" if simulated.letters is None else "with_letters", "needed"]
    parts = [words[name].format(**facts) for name in names]
    parts += [_table(words["needed_header"].split("|"), _needed_rows(found, writer)), words["needed_note"]]
    if found.loss:
        parts += [words[name].format(**facts) for name in ("dropouts", "dropouts_lead")]
    return "\n\n".join(parts) + "\n"


def _quantiles(values: Sequence[int]) -> dict[str, int]:
    return {f"{level:g}": quantile(values, level) for level in LEVELS}


def _mean(values: Sequence[float]) -> float | None:
    return round(fmean(values), 6) if values else None


def _needed_rows(found: Simulation, writer: Writer) -> list[list[str]]:
    return [
        [
            writer.percent(level, 0),
            writer.whole(quantile(found.respondents, level)),
            writer.whole(quantile(found.letters, level)),
        ]
        for level in LEVELS
    ]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---:" for _ in header], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_FRENCH = {
    "title": "# {count} recrutements simulés d’un panel de {size} personnes",
    "lead": (
        "Chaque lettre simulée reçoit une réponse au taux attendu ({rate} en moyenne)\u00a0; qui répond a le profil "
        "d’une personne du bassin donné ({pool} personnes), tirée au hasard. Graine\u00a0: {seed}."
    ),
    "filled": "## Les quotas tiennent-ils\u00a0?",
    "with_pool": (
        "Avec {pool} réponses, au moins un panel existe dans {times} recrutements sur {count} (chance entre {low} et "
        "{high}, à 95\u00a0%)."
    ),
    "with_letters": (
        "Avec {judged} lettres, au moins un panel existe dans {times} recrutements sur {count} (chance entre {low} et "
        "{high}, à 95\u00a0%)."
    ),
    "needed": "## Combien de réponses et de lettres",
    "needed_header": "Part des recrutements|Réponses nécessaires, au plus|Lettres nécessaires, au plus",
    "needed_note": (
        "C’est le moins possible\u00a0: un seul panel existe peut-être alors, et les chances y sont très inégales. "
        "Visez plus."
    ),
    "dropouts": "## Les abandons",
    "dropouts_lead": (
        "Sur {panels} panels, avec un abandon de {dropout} par membre\u00a0: {without} places perdues en moyenne sans "
        "suppléant, {loss} avec {alternates} suppléants bien choisis. Une place vide et une place qui manque à un "
        "minimum comptent chacune pour une."
    ),
}
_ENGLISH = {
    "title": "# {count} simulated recruitments of a panel of {size}",
    "lead": (
        "Each simulated letter is answered at the expected rate ({rate} on average); who answers has the profile of a "
        "person of the pool given ({pool} people), drawn at random. Seed: {seed}."
    ),
    "filled": "## Do the quotas hold?",
    "with_pool": (
        "With {pool} answers, at least one panel exists in {times} recruitments of {count} (chance between {low} and "
        "{high}, at 95%)."
    ),
    "with_letters": (
        "With {judged} letters, at least one panel exists in {times} recruitments of {count} (chance between {low} and "
        "{high}, at 95%)."
    ),
    "needed": "## How many answers and letters",
    "needed_header": "Share of the recruitments|Answers needed, at most|Letters needed, at most",
    "needed_note": (
        "This is the least there is: perhaps a single panel exists then, and chances are very unequal. Aim higher."
    ),
    "dropouts": "## Drop-outs",
    "dropouts_lead": (
        "Over {panels} panels, with a drop-out of {dropout} by member: {without} places lost on average without "
        "alternates, {loss} with {alternates} well-chosen alternates. An empty place and a place lacking to a minimum "
        "count one each."
    ),
}
_WORDS = {Language.FRENCH: _FRENCH, Language.ENGLISH: _ENGLISH}
