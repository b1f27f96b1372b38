"""The words of a report of a debate, in French and in English, and how each language writes numbers."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages of a report."""

    FRENCH = "fr"
    ENGLISH = "en"


@dataclass(frozen=True)
class Writer:
    """Says things in one language."""

    language: Language

    def say(self, code: str, **values: str) -> str:
        """Return a phrase."""
        return _PHRASES[self.language][code].format(**values)

    def whole(self, number: int) -> str:
        """Return a whole number: 1 250 or 1,250."""
        return f"{number:,}".replace(",", "," if self.language is Language.ENGLISH else "\u202f")

    def decimal(self, number: float, decimals: int = 2) -> str:
        """Return a decimal number: 0,25 or 0.25."""
        text = f"{number:.{decimals}f}"
        return text if self.language is Language.ENGLISH else text.replace(".", ",")

    def percent(self, share: float) -> str:
        """Return a share of one: 9 % or 9%.

        >>> Writer(Language.FRENCH).percent(1 / 11), Writer(Language.ENGLISH).percent(1 / 11)
        ('9\\xa0%', '9%')
        """
        return f"{100 * share:.0f}" + ("%" if self.language is Language.ENGLISH else "\u00a0%")


_FRENCH = {
    "title": "Carte des opinions",
    "counts": "{people} participants, {statements} propositions ouvertes, {votes} votes retenus.",
    "mapped": (
        "{mapped} participants sont sur la carte\u00a0; {unmapped} n’y sont pas, faute d’avoir voté sur {fewest} "
        "propositions au moins. Leurs votes comptent dans tous les résultats d’ensemble."
    ),
    "uniform": (
        "{count} participants placés sur la carte ont donné la même réponse partout. Ils comptent comme les autres."
    ),
    "groups": "Groupes d’opinion",
    "clear": "Groupes nets\u00a0: {count}.",
    "uncertain": "Groupes incertains\u00a0: {count}.",
    "none": "Pas de groupes nets.",
    "too_few": "Trop peu de participants ou de propositions pour chercher des groupes.",
    "chance": "Les votes ne se ressemblent pas davantage d’une proposition à l’autre que s’ils étaient tirés au sort.",
    "no_valley": (
        "Il n’y a pas de creux entre eux\u00a0: les opinions forment un dégradé, et la coupure passe au "
        "milieu de gens qui se ressemblent."
    ),
    "unstable": "Ils changent trop quand on enlève quelques votes au hasard.",
    "stability": (
        "Indice de stabilité\u00a0: {index} (de {low} à {high} selon les votes laissés de côté\u00a0; "
        "1\u00a0: rien ne change). Silhouette\u00a0: {silhouette}."
    ),
    "group": "Groupe",
    "size": "Personnes",
    "range": "Selon les votes laissés de côté",
    "sure": "Appartenance sûre",
    "representative": "Ce qui distingue le groupe {name}",
    "no_representative": "Aucune proposition ne distingue sûrement ce groupe.",
    "statement": "Proposition",
    "side": "Avis",
    "agree": "d’accord",
    "disagree": "pas d’accord",
    "in_group": "Dans le groupe",
    "elsewhere": "Ailleurs",
    "divisive": "Ce qui divise",
    "no_divisive": "Aucune proposition ne sépare sûrement les groupes.",
    "ground": "Ce qui rassemble",
    "ground_lead": (
        "Propositions soutenues (ou refusées) par plus de la moitié des votants, avec au moins 4 voix "
        "d’avance dans chaque groupe et dans chaque moitié de la carte, quelle que soit la façon de la "
        "couper."
    ),
    "no_ground": "Aucune proposition ne rassemble toutes les parties de la carte.",
    "votes": "Votes",
    "support": "Part de cet avis",
    "worst_group": "Groupe le moins favorable",
    "worst_half": "Moitié la moins favorable",
    "reading": "Comment lire",
    "reading_text": (
        "Chaque point est une personne\u00a0; deux personnes proches ont voté de façon semblable. Les "
        "fourchettes sont des intervalles à 95\u00a0%. Une proposition distingue un groupe quand un test "
        "exact le confirme, avec au plus 5\u00a0% de fausses découvertes attendues, sur des groupes formés "
        "sans elle. Ces figures décrivent qui a voté, pas la population\u00a0; un groupe n’est ni un camp ni "
        "un parti, et sa taille ne donne pas raison."
    ),
    "seed": "Graine\u00a0: {seed}. Les mêmes votes et la même graine donnent le même résultat.",
    "map_description": (
        "{mapped} points, un par participant placé\u00a0; {groups}. Le tableau participants.csv dit la même chose."
    ),
    "in_groups": "par groupe\u00a0: {sizes}",
    "without_groups": "sans groupe",
}

_ENGLISH = {
    "title": "Opinion map",
    "counts": "{people} participants, {statements} open statements, {votes} votes counted.",
    "mapped": (
        "{mapped} participants are on the map; {unmapped} are not, for they voted on fewer than {fewest} statements. "
        "Their votes count in every overall result."
    ),
    "uniform": "{count} participants on the map gave one answer to everything. They count like the others.",
    "groups": "Opinion groups",
    "clear": "Clear groups: {count}.",
    "uncertain": "Uncertain groups: {count}.",
    "none": "No clear groups.",
    "too_few": "Too few participants or statements to look for groups.",
    "chance": "Votes are no more alike from one statement to the next than if they were drawn by lot.",
    "no_valley": (
        "There is no valley between them: opinions form a gradient, and the cut runs through people who are alike."
    ),
    "unstable": "They change too much when a few votes are left out at random.",
    "stability": (
        "Stability index: {index} (from {low} to {high} depending on the votes left out; 1: nothing changes). "
        "Silhouette: {silhouette}."
    ),
    "group": "Group",
    "size": "People",
    "range": "Depending on the votes left out",
    "sure": "Sure members",
    "representative": "What sets group {name} apart",
    "no_representative": "No statement surely sets this group apart.",
    "statement": "Statement",
    "side": "Side",
    "agree": "agree",
    "disagree": "disagree",
    "in_group": "In the group",
    "elsewhere": "Elsewhere",
    "divisive": "What divides",
    "no_divisive": "No statement surely divides the groups.",
    "ground": "What unites",
    "ground_lead": (
        "Statements supported (or refused) by more than half of the voters, with a lead of 4 votes at least "
        "in every group and in every half of the map, however it is cut."
    ),
    "no_ground": "No statement unites every part of the map.",
    "votes": "Votes",
    "support": "Share of this side",
    "worst_group": "Least favourable group",
    "worst_half": "Least favourable half",
    "reading": "How to read this",
    "reading_text": (
        "Each dot is a person; two people close to each other voted alike. Ranges are 95% intervals. A "
        "statement sets a group apart when an exact test confirms it, with at most 5% of false discoveries "
        "expected, on groups made without it. These figures describe who voted, not the population; a group "
        "is neither a camp nor a party, and its size does not make it right."
    ),
    "seed": "Seed: {seed}. The same votes and seed give the same result.",
    "map_description": "{mapped} dots, one by participant placed; {groups}. The table participants.csv says the same.",
    "in_groups": "by group: {sizes}",
    "without_groups": "without groups",
}

_PHRASES = {Language.FRENCH: _FRENCH, Language.ENGLISH: _ENGLISH}
