from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "belvedere.platform.accounts"
    label = "accounts"
    verbose_name = _("Personnes")

    def ready(self) -> None:
        """Find what each service holds about a person."""
        autodiscover_modules("personal_data", "account_data")
