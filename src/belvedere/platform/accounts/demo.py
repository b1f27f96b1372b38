"""The persons of the demonstration: one by role, so that a visitor can follow a matter from hand to hand."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from allauth.account.models import EmailAddress
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.actions import account_of, install_role
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.queries import personas
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body, Department, Territory

METROPOLE = "clermont-auvergne-metropole"


@dataclass(frozen=True)
class Persona:
    """A person of the demonstration: who they are, where they act, what to try first as them."""

    login: str
    name: str
    place: str | Promise
    first_try: Promise
    kind: RoleKind | None = None
    body: str = ""
    department: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@demo.invalid"


PERSONAS = (
    Persona(
        "suzanne",
        "Suzanne",
        _("Habitante de Chamalières, sans rôle"),
        _("Déposez une saisine, ou soutenez-en une : aucun compte n’est nécessaire pour cela."),
    ),
    Persona(
        "karim",
        "Karim",
        _("Agent de participation, Métropole"),
        _("Ouvrez sa corbeille : une saisine y attend sa recevabilité."),
        RoleKind.AGENT,
        METROPOLE,
        "participation",
    ),
    Persona(
        "nadia",
        "Nadia",
        _("Agente de participation, ville de Chamalières"),
        _("Voyez ce que la Métropole lui a transmis, et rien d’autre."),
        RoleKind.AGENT,
        "chamalieres",
    ),
    Persona(
        "helene",
        "Hélène",
        _("Cheffe de projet au service mobilités, Métropole"),
        _("Rédigez la réponse du service à une recommandation du panel."),
        RoleKind.DEPARTMENT,
        METROPOLE,
        "mobilites",
    ),
    Persona(
        "marc",
        "Marc",
        _("Élu, vice-président de la Métropole"),
        _("Validez une réponse, ou renvoyez-la au service."),
        RoleKind.ELECTED,
        METROPOLE,
    ),
    Persona(
        "ines",
        "Inès",
        _("Animatrice du panel, Métropole"),
        _("Enregistrez l’avis du panel et ses recommandations."),
        RoleKind.FACILITATOR,
        METROPOLE,
    ),
    Persona(
        "theo",
        "Théo",
        _("Modérateur, Métropole"),
        _("Regardez ce qui attend une relecture."),
        RoleKind.MODERATOR,
        METROPOLE,
    ),
    Persona(
        "claire",
        "Claire",
        _("Auditrice, Métropole"),
        _("Lisez tout un dossier sans pouvoir rien y changer."),
        RoleKind.AUDITOR,
        METROPOLE,
    ),
    Persona(
        "bruno",
        "Bruno",
        _("Administrateur, Métropole"),
        _("Donnez un rôle à une personne, puis retirez-le."),
        RoleKind.ADMINISTRATOR,
        METROPOLE,
    ),
    Persona(
        "samir",
        "Samir",
        _("Agent du SMTC-AC, qui organise les transports"),
        _("Répondez à ce qui relève des bus et des tramways."),
        RoleKind.AGENT,
        "smtc-ac",
    ),
)


def load(*, demo: Demo) -> None:
    """Open the accounts of the demonstration and give them their roles; running it again changes nothing."""
    for persona in PERSONAS:
        user = _account(persona)
        if persona.kind is not None:
            _role(persona, persona.kind, user, demo)


def _account(persona: Persona) -> User:
    user = account_of(email=persona.email, display_name=persona.name)
    user.is_demo_persona = True
    user.uuid = uuid5(NAMESPACE_URL, persona.email)  # the same at each loading
    user.save(update_fields=["is_demo_persona", "uuid"])
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def _role(persona: Persona, kind: RoleKind, user: User, demo: Demo) -> None:
    body = _body(demo.territory, persona.body)
    department = Department.objects.get(body=body, slug=persona.department) if persona.department else None
    install_role(user=user, body=body, kind=kind, department=department, now=demo.at(days=-400))


def _body(territory: Territory, slug: str) -> Body:
    return Body.objects.get(territory=territory, slug=slug)


@dataclass(frozen=True)
class PersonaCard:
    """A persona as its page shows it."""

    persona: Persona
    user: User


def persona_cards() -> list[PersonaCard]:
    """Return the personas that the demonstration has loaded, in the order of the loop."""
    accounts = {user.email: user for user in personas()}
    return [PersonaCard(row, accounts[row.email]) for row in PERSONAS if row.email in accounts]
