"""Running a function of this folder in a program of its own, on the database of a site."""

import subprocess
import sys

from tests.e2e.site import ROOT, Site


def program(site: Site, module: str, name: str) -> "subprocess.Popen[str]":
    """Start ``run(name)`` of a module of this folder."""
    environment = {
        **site.environment,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "belvedere.config.settings",
    }
    code = f"import django; django.setup(); from tests.faults.{module} import run; run('{name}')"
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(site: Site, module: str, name: str) -> str:
    """Run one to its end, and return what it prints; anything said of an error is the test's."""
    said, wrong = program(site, module, name).communicate(timeout=60)
    assert not wrong, wrong
    return said.strip()
