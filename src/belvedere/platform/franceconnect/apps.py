from django.apps import AppConfig


class FranceConnectConfig(AppConfig):
    name = "belvedere.platform.franceconnect"
    label = "franceconnect"
    verbose_name = "FranceConnect"
