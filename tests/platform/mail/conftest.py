"""Letters to post, and a delivery that tests can read."""

import pytest
from django.template import engines
from django.template.loaders.locmem import Loader

LETTERS = {
    "tests/letter.txt": "Votre dossier {{ title }}\n\n{{ title }} avance.\n\nhttps://exemple.fr/"
    + "suite/" * 20
    + "\n",
    "tests/letter.html": '{% extends "mail/layout.html" %}{% block content %}<p>{{ title }} avance.</p>{% endblock %}',
}


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates that only these tests have."""
    engine = engines["django"].engine
    (cached,) = engine.template_loaders
    monkeypatch.setattr(cached, "loaders", [*cached.loaders, Loader(engine, LETTERS)])


@pytest.fixture(autouse=True)
def delivery_in_memory(settings: object) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
