"""How far the work is: a bar on a terminal, lines elsewhere, nothing when asked."""

import io

from belvedere.config.commands.progress import display_on
from belvedere.engines.sortition.progress import Progress

WORK = [Progress("types", 0, 0), *(Progress("panels", done, 40) for done in range(41)), Progress("panels", 40, 40)]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _shown(stream: io.StringIO, *, quiet: bool = False) -> str:
    display = display_on(stream, quiet=quiet)
    for progress in WORK:
        display(progress)
    display.close()
    return stream.getvalue()


def test_lines() -> None:
    tenths = "".join(f"panels: {done}/40\n" for done in range(0, 41, 4))
    assert _shown(io.StringIO()) == f"types: 0\n{tenths}"


def test_bar() -> None:
    drawn = _shown(Terminal())
    assert drawn.startswith(f"\r0… types\033[K\n\r{'░' * 30}   0% panels\033[K")
    assert drawn.endswith(f"\r{'█' * 30} 100% panels\033[K\n")
    assert drawn.count("\n") == 2


def test_quiet() -> None:
    assert _shown(Terminal(), quiet=True) == ""
