"""Jobs that a killed worker leaves unfinished: run in other processes by the tests of this folder."""

import time
from pathlib import Path

from django_tasks import task


@task()
def work(journal: str, seconds: float) -> None:
    """Write « begin », wait, write « end »."""
    path = Path(journal)
    with path.open("a", encoding="utf-8") as file:
        file.write("begin\n")
    time.sleep(seconds)
    with path.open("a", encoding="utf-8") as file:
        file.write("end\n")


@task()
def touch(folder: str, number: int) -> None:
    """Leave a file by number; doing it twice does it once."""
    time.sleep(0.02)
    (Path(folder) / str(number)).touch()
