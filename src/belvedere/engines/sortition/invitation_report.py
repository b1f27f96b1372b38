"""The report of a wave of letters, in Markdown, in French or in English: how many, where, and with what risk."""

from collections.abc import Sequence

from scipy.special import betaincinv

from belvedere.engines.sortition.invitations import Plan
from belvedere.engines.sortition.report_words import Language, Writer

_LOW, _HIGH = 0.05, 0.95


def invitation_report(plan: Plan, *, seed: str, digest: str, writer: Writer) -> str:
    """Return the report of a wave; ``digest`` is the SHA-256 of the register's file. It names nobody."""
    words = _WORDS[writer.language]
    facts = {
        "wanted": writer.whole(plan.wanted),
        "letters": writer.whole(plan.total),
        "strata": writer.whole(len(plan.strata)),
        "bound": writer.percent(plan.shortfalls.bound),
        "risk": writer.percent(plan.risk),
        "total": writer.percent(plan.shortfalls.total),
        "expected": writer.whole(round(plan.expected_pool)),
        "there": writer.whole(sum(stratum.candidates for stratum in plan.strata)),
        "seed": seed,
        "digest": digest,
    }
    parts = [words[name].format(**facts) for name in ("title", "lead", "expected", "by_stratum")]
    parts += [_table(words["stratum_header"].split("|"), _stratum_rows(plan, writer))]
    parts += [words["rates"], words["rates_lead"]]
    parts += [_table(words["rate_header"].split("|"), _rate_rows(plan, writer))]
    parts += [words[name].format(**facts) for name in ("again", "again_lead")]
    return "\n\n".join(parts) + "\n"


def _stratum_rows(plan: Plan, writer: Writer) -> list[list[str]]:
    rows = zip(plan.strata, plan.letters, plan.shortfalls.by_stratum, strict=True)
    return [
        [
            one.name,
            *map(writer.whole, (one.population, one.addresses, one.candidates, one.pending, one.minimum, letters)),
            writer.percent(short),
        ]
        for one, letters, short in rows
    ]


def _rate_rows(plan: Plan, writer: Writer) -> list[list[str]]:
    rates = {stratum.group: stratum.rate for stratum in plan.strata}
    names: dict[str, list[str]] = {}
    for stratum in plan.strata:
        names.setdefault(stratum.group, []).append(stratum.name)
    return [
        [
            ", ".join(names[group]),
            writer.percent(rate.mean),
            *(writer.percent(float(betaincinv(rate.yes, rate.no, level))) for level in (_LOW, _HIGH)),
        ]
        for group, rate in rates.items()
    ]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---", *("---:" for _ in header[1:])], *([_plain(row[0]), *row[1:]] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Return a text that Markdown takes for nothing else."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|#" else letter for letter in text)


_FRENCH = {
    "title": "# {letters} lettres pour un bassin de {wanted} personnes",
    "lead": (
        "Avec {letters} lettres de plus, tirées au sort dans {strata} strates, le bassin et chaque minimum sont "
        "atteints, sauf un risque d’au plus {bound} (accepté\u00a0: {risk}). Celui que le bassin entier soit trop "
        "petit est de {total}."
    ),
    "expected": "Déjà inscrits\u00a0: {there}. Au taux attendu, le bassin compterait {expected} personnes.",
    "by_stratum": "## Lettres par strate",
    "stratum_header": "Strate|Population|Foyers jamais écrits|Inscrits|Réponses attendues encore de|Minimum|"
    "Lettres|Risque sous le minimum",
    "rates": "## Taux de réponse",
    "rates_lead": (
        "Aucun taux n’est connu d’avance. Neuf fois sur dix, il est entre les deux bornes. Les strates d’une même "
        "ligne ont le même taux\u00a0: elles montent et descendent ensemble."
    ),
    "rate_header": "Strates|Taux attendu|Borne basse|Borne haute",
    "again": "## Refaire ce tirage",
    "again_lead": (
        "Dans chaque strate, les adresses au plus petit ticket reçoivent une lettre, une par foyer. Le ticket est le "
        "SHA-256 du texte fait de la graine, du caractère U+001F et de l’identifiant. Graine\u00a0: `{seed}`. "
        "SHA-256 du registre\u00a0: `{digest}`."
    ),
}
_ENGLISH = {
    "title": "# {letters} letters for a pool of {wanted} people",
    "lead": (
        "With {letters} more letters, drawn by lot in {strata} strata, the pool and each minimum are reached, but "
        "for a risk of at most {bound} (accepted: {risk}). That the whole pool is too small has a risk of {total}."
    ),
    "expected": "Signed up already: {there}. At the rate to expect, the pool would count {expected} people.",
    "by_stratum": "## Letters by stratum",
    "stratum_header": "Stratum|Population|Households never written to|Signed up|Letters still to be answered|Minimum|"
    "Letters|Risk under the minimum",
    "rates": "## Rates of answers",
    "rates_lead": (
        "No rate is known beforehand. Nine times in ten it lies between the two bounds. The strata of one line have "
        "the same rate: they rise and fall together."
    ),
    "rate_header": "Strata|Expected rate|Low bound|High bound",
    "again": "## Draw these letters again",
    "again_lead": (
        "In each stratum the addresses of the lowest tickets receive a letter, one by household. A ticket is the "
        "SHA-256 of the text made of the seed, the character U+001F and the id. Seed: `{seed}`. SHA-256 of the "
        "register: `{digest}`."
    ),
}
_WORDS = {Language.FRENCH: _FRENCH, Language.ENGLISH: _ENGLISH}
