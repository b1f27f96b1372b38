"""python -m belvedere: the same as the belvedere command."""

from belvedere.config.cli import main

main()
