"""What accounts show on other pages: who I am and in which role, the door to the demonstration's persons."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import Section, section

EVERYBODY = frozenset(RoleKind)

desk(_("Ma corbeille"), "workspace", order=0, kinds=EVERYBODY)
desk(_("Personnes"), "people", group=DeskGroup.SETTINGS, order=90, kinds=frozenset({RoleKind.ADMINISTRATOR}))


@section("workspace_header", order=10)
def acting_role(request: HttpRequest) -> Section:  # noqa: ARG001 -- the template reads the request
    return Section("accounts/parts/role_switch.html", {})


@section("demo", order=10)
def door_to_personas(request: HttpRequest) -> Section:
    user = getattr(request, "user", None)
    is_inside = user is not None and user.is_authenticated and user.is_demo_persona
    return Section("accounts/parts/demo_door.html", {"persona": user if is_inside else None})
