from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeminarConfig(AppConfig):
    name = "belvedere.contexts.seminar"
    label = "seminar"
    verbose_name = _("Séminaires")
