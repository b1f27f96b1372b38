"""belvedere create-admin EMAIL --body SLUG: opens the account of a body's first administrator."""

from typing import Any  # the arguments of a command are the framework's

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from belvedere.platform.accounts.actions import account_of, install_role
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Body, Territory
from belvedere.platform.territory.queries import NoTerritory, current_territory


class Command(BaseCommand):
    help = _("Donne à une adresse le rôle d’administrateur d’un organisme, en ouvrant un compte s’il le faut.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help=_("adresse électronique de la personne"))
        parser.add_argument("--body", required=True, help=_("nom court de l’organisme, par exemple chamalieres"))
        parser.add_argument("--name", default="", help=_("nom affiché aux équipes"))

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- see the import
        territory = self._territory()
        email = self._address(options["email"])
        with scope(territory=territory):
            role = self._install(territory, email, options["body"], options["name"])
        self.stdout.write(self.style.SUCCESS(f"{email} : {role.title}, {role.body}."))
        self.stdout.write(self._how_to_sign_in(email))

    @transaction.atomic
    def _install(self, territory: Territory, email: str, slug: str, name: str) -> Role:
        body = self._body(territory, slug)
        user = account_of(email=email, display_name=name)
        return install_role(user=user, body=body, kind=RoleKind.ADMINISTRATOR, now=timezone.now())

    def _territory(self) -> Territory:
        try:
            return current_territory()
        except NoTerritory:
            raise CommandError(
                _("La base ne contient encore aucun territoire : lancez d’abord « belvedere demo ».")
            ) from None

    def _address(self, text: str) -> str:
        email = text.strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(_("« %s » n’est pas une adresse électronique.") % text) from None
        return email

    def _body(self, territory: Territory, slug: str) -> Body:
        body = Body.objects.filter(territory=territory, slug=slug).first()
        if body is None:
            known = ", ".join(Body.objects.filter(territory=territory).values_list("slug", flat=True).order_by("slug"))
            raise CommandError(
                _("Aucun organisme « %(slug)s ». Écrivez l’un de ceux-ci : %(known)s.") % {"slug": slug, "known": known}
            )
        return body

    def _how_to_sign_in(self, email: str) -> str:
        address = settings.PUBLIC_URL + reverse("account_login")
        return _(
            "Pour se connecter : ouvrir %(address)s, écrire %(email)s, puis le code reçu par courriel. "
            "Un second facteur sera demandé avant d’entrer dans l’espace."
        ) % {"address": address, "email": email}
