"""The `belvedere` command: Django's management commands under one name."""

import os
import sys

from belvedere.config.commands import opinions, reglement, rules, seating, sortition, verify_receipt
from belvedere.config.development import prepare
from belvedere.config.environment import InsecureSetting

ENGINES = {
    "opinions": opinions.main,
    "reglement": reglement.main,
    "rules": rules.main,
    "seating": seating.main,
    "sortition": sortition.main,
    "verify_receipt": verify_receipt.main,
}


def main() -> None:
    """Run a command: serve, worker, migrate, demo, create-admin, check, verify-journal…"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    arguments = [
        argument.replace("-", "_") if position == 1 else argument for position, argument in enumerate(sys.argv)
    ]
    if (engine := ENGINES.get("".join(arguments[1:2]))) is not None:
        sys.exit(engine(sys.argv[2:]))
    if arguments[1:2] == ["up"]:
        prepare(os.environ)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- Django reads what is set above

    try:
        execute_from_command_line(arguments)
    except InsecureSetting as insecure:
        sys.exit(f"{insecure}\nEvery setting is described in docs/operations/settings.md.")


if __name__ == "__main__":
    main()
