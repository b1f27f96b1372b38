"""belvedere verify-journal: reads the whole journal and names the first event that was changed."""

from typing import Any  # a command's options are the framework's

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from belvedere.engines.ledger.chain import Break
from belvedere.platform.journal.queries import chain_head, verify_chain
from belvedere.platform.journal.stored import spelled_identity
from belvedere.platform.territory.models import Territory

REASONS = {
    "missing": "il manque",
    "misplaced": "son numéro n’est pas à sa place",
    "unlinked": "il ne suit pas l’empreinte d’avant",
    "altered": "son contenu ou son empreinte a été changé",
    "unexpected": "il vient après la fin connue de la chaîne",
    "end": "la fin connue de la chaîne porte une autre empreinte",
}


class Command(BaseCommand):
    help = "Checks that no event of the journal was changed, removed or added; exits with 1 and names the first one."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002, ANN401 -- the framework's signature
        for territory in Territory.objects.order_by("pk"):
            with scope(territory=territory):
                self._verify(territory)

    def _verify(self, territory: Territory) -> None:
        found = verify_chain(territory)
        if found is not None:
            raise CommandError(_named(territory, found), returncode=1)
        head = chain_head(territory)
        count, digest = (head.sequence, head.digest) if head else (0, "–")
        self.stdout.write(f"{territory.slug} : {count} événements, chaîne intacte, dernière empreinte {digest}")


def _named(territory: Territory, found: Break) -> str:
    reason = REASONS[found.reason]
    identity = spelled_identity(territory, found.sequence)
    if identity is None:
        return f"{territory.slug} : l’événement nº {found.sequence} est le premier qui ne tient pas : {reason}."
    return (
        f"{territory.slug} : l’événement nº {found.sequence} ({identity[0]}, {identity[1]}) est le premier qui ne "
        f"tient pas : {reason}."
    )
