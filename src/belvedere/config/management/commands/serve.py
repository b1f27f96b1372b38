"""belvedere serve: the web server alone."""

from django.core.management.base import BaseCommand, CommandError

from belvedere.config.server import PortTaken, serve


class Command(BaseCommand):
    help = "Serves the site on BELVEDERE_HOST:BELVEDERE_PORT, until it is told to stop."

    def handle(self, *_arguments: object, **_options: object) -> None:
        try:
            serve()
        except PortTaken as taken:
            raise CommandError(str(taken)) from None
