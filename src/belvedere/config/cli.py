"""The `belvedere` command: Django's management commands under one name."""

import os
import sys


def main() -> None:
    """Run a command: serve, worker, migrate, demo, create-admin, check, verify-journal…"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- Django reads the setting above

    arguments = [
        argument.replace("-", "_") if position == 1 else argument for position, argument in enumerate(sys.argv)
    ]
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
