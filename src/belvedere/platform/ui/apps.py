from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "belvedere.platform.ui"
    label = "ui"
    verbose_name = _("Interface")

    def ready(self) -> None:
        """Let each context say what it shows on its neighbours' pages and in the workspace's menu."""
        autodiscover_modules("sections")
