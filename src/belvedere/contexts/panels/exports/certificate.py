"""The certificate of a draw, with the notice of its algorithm (CRPA L311-3-1 and R311-3-1-2)."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belvedere.contexts.panels.models import Campaign, Draw
from belvedere.contexts.panels.queries.draw import Profile, chances_of, problem_in, profiles_of
from belvedere.contexts.panels.states.campaign import Randomness
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.sortition.publication import Folder
from belvedere.platform.ui.templatetags.ui import day as day_in_words
from belvedere.platform.ui.templatetags.ui import number, percent


def certificate_paper(campaign: Campaign, draw: Draw, files: dict[str, str]) -> "dict[str, Value]":
    """Return the certificate as data of the shared paper: pseudonyms only, nobody is named."""
    folder = Folder(files)
    members = sorted(folder.members_after(folder.replacements)[0])
    categories, profiles = profiles_of(files, members)
    table: list[Value] = [[_("Pseudonyme"), *categories], *_rows(profiles)]
    return {
        "title": _("Certificat de tirage au sort : %(title)s") % {"title": campaign.title},
        "language": get_language() or "fr",
        "subtitle": _("Recrutement %(reference)s") % {"reference": campaign.reference},
        "footer": campaign.territory.name,
        "sections": [
            {"heading": _("Le tirage"), "paragraphs": [], "facts": _facts(draw, files)},
            {"heading": _("Le panel"), "paragraphs": _alternates(folder), "table": table},
            {"heading": _("Comment le vérifier"), "paragraphs": _how_to_check(draw)},
            {"heading": _("Comment fonctionne le calcul"), "paragraphs": _notice(files)},
        ],
    }


def _rows(profiles: list[Profile]) -> list["Value"]:
    return [[one.pseudonym, *one.values] for one in profiles]


def _alternates(folder: Folder) -> list["Value"]:
    names = ", ".join(folder.alternates)
    return [_("Suppléants, dans l’ordre où le tirage les nomme : %(names)s") % {"names": names}] if names else []


def _facts(draw: Draw, files: dict[str, str]) -> list["Value"]:
    chances = chances_of(files)
    facts = [
        (_("Jour du tirage"), day_in_words(draw.drawn_at.date()) if draw.drawn_at else ""),
        (_("Lieu"), draw.ceremony_place),
        (_("Empreinte publiée avant"), _in_groups(draw.commitment)),
        _chance(draw),
        (_("Panel tiré"), f"{draw.drawn_panel} / {number(draw.lottery_size)}"),
        (_("Personnes dans le bassin"), number(len(problem_in(files).people))),
    ]
    if chances is not None:
        spread = " – ".join(dict.fromkeys(percent(chance) for chance in (chances.lowest, chances.highest)))
        facts.append((_("Chance d’être tiré, de la plus faible à la plus forte"), spread))
    return [[label, value] for label, value in facts]


def _chance(draw: Draw) -> tuple[str, str]:
    if draw.randomness_kind == Randomness.BEACON:
        return _("Valeur de la balise"), _in_groups(draw.randomness)
    return _("Dés des témoins"), draw.randomness


def _in_groups(digest: str) -> str:
    """Return a digest in groups, so that it breaks at the end of a line and is compared aloud."""
    return " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))


def _how_to_check(draw: Draw) -> list["Value"]:
    return [
        _(
            "Téléchargez le dossier du tirage et verify_draw.py sur la page de la cérémonie, puis lancez "
            "« python3 verify_draw.py tirage --commitment %(commitment)s ». Ce programme d’un seul fichier ne croit "
            "personne : il compte chaque panel, recalcule le résultat et dit ce qui serait faux."
        )
        % {"commitment": draw.commitment},
    ]


def _notice(files: dict[str, str]) -> list["Value"]:
    promised = Folder(files).promised
    return [
        _(
            "Finalité : tirer au sort un panel qui tient tous les quotas publiés, en donnant à chacun la chance la "
            "plus égale possible. Le calcul propose une liste de panels ; les dés en désignent un."
        ),
        _(
            "Données traitées : les réponses des personnes inscrites à chaque critère, leur commune, et qui partage un "
            "foyer, sous pseudonyme. Source : les inscriptions, de leur plein gré."
        ),
        _(
            "Règle : la chance la plus faible est rendue aussi haute que possible, puis la suivante, et ainsi de suite "
            "(leximin). La loterie compte %(panels)s panels, aussi probables les uns que les autres. L’écart le plus "
            "grand entre la part d’une personne et sa chance annoncée est de %(difference)s."
        )
        % {
            "panels": number(promised["lottery_size"]),
            "difference": number(float(promised["largest_difference"])),
        },
    ]
