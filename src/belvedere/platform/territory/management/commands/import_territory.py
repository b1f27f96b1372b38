"""belvedere import-territory COMMUNES INSTITUTIONS: founds the territory of this installation, or updates it."""

import json
from pathlib import Path
from typing import Any  # the arguments of a command are the framework's

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from belvedere.platform.territory.actions import found_territory
from belvedere.platform.territory.imports import Facts, import_territory
from belvedere.platform.territory.imports_followed import tell_followers
from belvedere.platform.territory.models import Territory
from belvedere.platform.territory.words import slug_of


class Command(BaseCommand):
    help = _("Crée le territoire servi par cette installation à partir de deux fichiers JSON, ou le met à jour.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("communes", type=Path, help=_("communes, contours et mairies (tools/build_territory.py)"))
        parser.add_argument("institutions", type=Path, help=_("organismes, services, compétences et règlement"))

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- see the import
        communes, institutions = self._read(options["communes"]), self._read(options["institutions"])
        try:
            territory = self._territory(communes)
            with scope(territory=territory):
                bodies = import_territory(territory=territory, communes=communes, institutions=institutions)
                tell_followers(territory=territory, on=timezone.localdate())
        except (KeyError, TypeError, ValueError) as error:
            message = _("Un fichier n’a pas la forme attendue : %s. Rien n’a été importé.") % repr(error)
            raise CommandError(message) from error
        message = _("%(territory)s : %(count)s organismes.") % {"territory": territory, "count": len(bodies)}
        self.stdout.write(self.style.SUCCESS(message))

    def _territory(self, communes: Facts) -> Territory:
        siren, name = communes["siren"], communes["name"]
        found = Territory.objects.first()
        if found is None:
            return found_territory(slug=slug_of(name), name=name, siren=siren, is_demonstration=False)
        if found.siren != siren:
            raise CommandError(
                _("Cette installation sert déjà %(name)s (SIREN %(siren)s).") % {"name": found, "siren": found.siren}
            )
        return found

    def _read(self, path: Path) -> Facts:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = _("%(path)s ne se lit pas : %(error)s") % {"path": path, "error": error}
            raise CommandError(message) from error
        if not isinstance(content, dict):
            raise CommandError(_("%(path)s ne contient pas un objet JSON.") % {"path": path})
        return content
