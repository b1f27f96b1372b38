"""The entry of the webhooks in the workspace's menu."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.ui.desks import DeskGroup, desk

desk(_("Notifications"), "webhooks:webhooks", group=DeskGroup.SETTINGS, order=95, kinds=frozenset({RoleKind.AGENT}))
