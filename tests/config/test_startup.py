"""What every process of the site loads when it starts: the server's, the worker, each command."""

import json
import subprocess
import sys

from tests.config.processes import ROOT, environment

LOADED = """
import json, sys
import django
django.setup()
import belvedere.config.urls, belvedere.config.wsgi, belvedere.platform.tasks.worker
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
SOLVERS = {"highspy", "numpy", "scipy"}


def test_the_solvers_wait_until_somebody_needs_them(tmp_path: object) -> None:
    settings = environment(DATA_DIR=str(tmp_path), DEMO="yes") | {"DJANGO_SETTINGS_MODULE": "belvedere.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, stdout=subprocess.PIPE, text=True, env=settings, cwd=ROOT
    )
    assert SOLVERS & set(json.loads(done.stdout)) == set()
