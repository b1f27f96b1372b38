"""The words of a report of a draw, in French and in English, and how each language writes numbers."""

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
        return f"{number:,}".replace(",", self._thousands)

    def decimal(self, number: float, decimals: int = 2) -> str:
        """Return a decimal number: 0,25 or 0.25."""
        text = f"{number:,.{decimals}f}"
        if self.language is Language.ENGLISH:
            return text
        return text.replace(",", self._thousands).replace(".", ",")

    def percent(self, share: float, decimals: int = 2) -> str:
        """Return a share of one: 9,09 % or 9.09%.

        >>> Writer(Language.FRENCH).percent(1 / 11), Writer(Language.ENGLISH).percent(1 / 11)
        ('9,09\\xa0%', '9.09%')
        """
        return self.decimal(100 * share, decimals) + ("%" if self.language is Language.ENGLISH else "\u00a0%")

    @property
    def _thousands(self) -> str:
        return "," if self.language is Language.ENGLISH else "\u202f"


_FRENCH = {
    "title": "Tirage au sort d’un panel de {size} personnes",
    "lead": (
        "{people} candidatures, {size} places, un objectif\u00a0: {objective}. Chaque personne a une chance "
        "connue d’avance, de {lowest} à {highest}\u00a0; à parts égales, elle serait de {equal}."
    ),
    "leximin": "leximin (la plus petite chance est la plus grande possible, puis la deuxième, et ainsi de suite)",
    "maximin": "maximin (la plus petite chance est la plus grande possible)",
    "nash": "Nash (le produit des chances est le plus grand possible)",
    "goldilocks": "goldilocks (ni chance trop petite, ni chance trop grande, pour résister aux fausses déclarations)",
    "nobody_without": "Personne n’est exclu\u00a0: chacun a une chance d’être tiré.",
    "some_without": (
        "{count} personnes ne peuvent pas être tirées\u00a0: aucun panel respectant les quotas ne les comprend."
    ),
    "one_without": "Une personne ne peut pas être tirée\u00a0: aucun panel respectant les quotas ne la comprend.",
    "figures": "Chiffres",
    "figure": "Mesure",
    "number": "Valeur",
    "people": "Candidatures",
    "size": "Places",
    "lowest": "Plus petite chance",
    "lowest_above_zero": "Plus petite chance non nulle",
    "median": "Chance médiane",
    "highest": "Plus grande chance",
    "equal": "Chance à parts égales",
    "gini": "Indice de Gini des chances (0\u00a0: toutes égales)",
    "panels": "Panels possibles dans le tirage",
    "without_chance": "Personnes sans aucune chance",
    "households": "Foyers de plusieurs candidats (une personne au plus)",
    "quotas": "Quotas",
    "quotas_lead": (
        "Chaque panel du tirage respecte tous les quotas\u00a0: cela a été recompté, sans faire confiance au calcul."
    ),
    "value": "Valeur",
    "quota": "Quota",
    "pool": "Candidatures",
    "share": "Part",
    "expected": "Places en moyenne",
    "range": "Places selon le panel",
    "chances": "Chances par groupe",
    "chances_lead": (
        "Deux personnes de même profil ont exactement la même chance. Les écarts entre groupes viennent des "
        "quotas\u00a0: un groupe peu représenté parmi les candidatures a plus de chances par personne."
    ),
    "mean": "Chance moyenne",
    "spread": "De la plus petite à la plus grande",
    "curve": "Toutes les chances, de la plus petite à la plus grande",
    "curve_description": (
        "Courbe des {people} chances rangées dans l’ordre, de {lowest} à {highest}\u00a0; le trait pointillé "
        "est la chance à parts égales, {equal}."
    ),
    "bars_title": "Chances selon la catégorie «\u00a0{category}\u00a0»",
    "bars_description": (
        "Pour chaque valeur, le trait va de la plus petite à la plus grande chance, et le point marque la "
        "moyenne. Le tableau dit les mêmes nombres."
    ),
    "quota_bars_title": "Places selon la catégorie «\u00a0{category}\u00a0»",
    "quota_bars_description": (
        "Pour chaque valeur, la bande est le quota, le point marque les places en moyenne, et le losange les "
        "places qu’aurait le groupe en proportion des candidatures."
    ),
    "certificate": "Certificat",
    "certificate_lead": (
        "Le fichier certificate.json prouve que ces chances sont les meilleures pour l’objectif\u00a0: on le "
        "vérifie par de simples additions, sans solveur. Empreinte SHA-256 du problème (quotas, taille, "
        "candidatures)\u00a0:"
    ),
    "objective": "Objectif",
    "seed": "Graine",
    "gap": "Écart entre l’objectif atteint et la borne prouvée",
    "deviation": "Écart entre les chances visées et celles que donnent les panels",
    "trusted": "Inégalités admises sur la foi du solveur entier",
}

_ENGLISH = {
    "title": "Drawing a panel of {size} people by lot",
    "lead": (
        "{people} candidates, {size} places, one objective: {objective}. Each person has a chance known "
        "beforehand, from {lowest} to {highest}; with equal shares it would be {equal}."
    ),
    "leximin": "leximin (the smallest chance is as large as can be, then the second smallest, and so on)",
    "maximin": "maximin (the smallest chance is as large as can be)",
    "nash": "Nash (the product of the chances is as large as can be)",
    "goldilocks": "goldilocks (no chance too small and none too large, to resist false answers)",
    "nobody_without": "Nobody is left out: everybody has a chance of being drawn.",
    "some_without": "{count} people cannot be drawn: no panel within the quotas holds them.",
    "one_without": "One person cannot be drawn: no panel within the quotas holds them.",
    "figures": "Figures",
    "figure": "Measure",
    "number": "Value",
    "people": "Candidates",
    "size": "Places",
    "lowest": "Smallest chance",
    "lowest_above_zero": "Smallest chance above zero",
    "median": "Median chance",
    "highest": "Largest chance",
    "equal": "Chance with equal shares",
    "gini": "Gini index of the chances (0: all equal)",
    "panels": "Panels in the lottery",
    "without_chance": "People without any chance",
    "households": "Households of several candidates (one at most)",
    "quotas": "Quotas",
    "quotas_lead": (
        "Each panel of the lottery is within all the quotas: this was counted again, without trusting the computation."
    ),
    "value": "Value",
    "quota": "Quota",
    "pool": "Candidates",
    "share": "Share",
    "expected": "Places on average",
    "range": "Places by panel",
    "chances": "Chances by group",
    "chances_lead": (
        "Two people with the same profile have exactly the same chance. Differences between groups come from "
        "the quotas: a group with few candidates has more chances for each person."
    ),
    "mean": "Mean chance",
    "spread": "From the smallest to the largest",
    "curve": "All the chances, from the smallest to the largest",
    "curve_description": (
        "Curve of the {people} chances in order, from {lowest} to {highest}; the dashed line is the chance "
        "with equal shares, {equal}."
    ),
    "bars_title": "Chances by {category}",
    "bars_description": (
        "For each value, the line goes from the smallest to the largest chance, and the dot marks the mean. "
        "The table says the same numbers."
    ),
    "quota_bars_title": "Places by {category}",
    "quota_bars_description": (
        "For each value, the band is the quota, the dot marks the places on average, and the diamond the "
        "places that the group would have in proportion to the candidates."
    ),
    "certificate": "Certificate",
    "certificate_lead": (
        "The file certificate.json proves that these chances are the best for the objective: it is checked by "
        "plain sums, without any solver. SHA-256 digest of the problem (quotas, size, candidates):"
    ),
    "objective": "Objective",
    "seed": "Seed",
    "gap": "Gap between the objective reached and the bound proven",
    "deviation": "Gap between the chances aimed at and those that the panels give",
    "trusted": "Inequalities taken on the integer solver’s word",
}

_PHRASES = {Language.FRENCH: _FRENCH, Language.ENGLISH: _ENGLISH}
