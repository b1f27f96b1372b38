from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "belvedere.config"
    label = "config"

    def ready(self) -> None:
        from belvedere.config import checks  # noqa: F401, PLC0415 -- registers the system checks once apps are ready
