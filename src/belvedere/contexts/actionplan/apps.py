from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionPlanConfig(AppConfig):
    name = "belvedere.contexts.actionplan"
    label = "actionplan"
    verbose_name = _("Plan d’actions")
