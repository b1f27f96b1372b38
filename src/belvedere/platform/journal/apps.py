from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.checks import subscribed_kinds_are_declared


class JournalConfig(AppConfig):
    name = "belvedere.platform.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        """Let every app declare its events, subscriptions, sections and jobs; then follow the journal."""
        autodiscover_modules("events", "subscriptions", "sections", "tasks", "dispatch")
        register(subscribed_kinds_are_declared)
