"""Exports the supports of a referral as its officers do: ``python -m benchmarks.export_supports REFERRAL``."""

import json
import resource
import sys
import time

import django

KILOBYTES = 1024


def export(referral_id: int) -> dict[str, float]:
    """Return what the file holds, what it took, and the most memory that this program ever had."""
    from belvedere.contexts.referrals.exports.supports import SUPPORT_COLUMNS  # noqa: PLC0415 -- after setup()
    from belvedere.contexts.referrals.models import Referral  # noqa: PLC0415 -- the same
    from belvedere.contexts.referrals.queries.removal import support_rows  # noqa: PLC0415 -- the same
    from belvedere.platform.exchange.tables import csv_response  # noqa: PLC0415 -- the same

    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    answer = csv_response("soutiens.csv", SUPPORT_COLUMNS, support_rows(Referral.objects.get(pk=referral_id)))
    lines = sum(piece.count(b"\n") for piece in answer)
    length = int(answer["Content-Length"])
    answer.close()
    return {
        "rows": lines - 1,
        "file MB": round(length / 1e6, 1),
        "seconds": round(time.monotonic() - began, 1),
        "memory before MB": round(before / KILOBYTES),
        "most memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES),
    }


def main(referral_id: int) -> None:
    from django_scopes import scope  # noqa: PLC0415 -- after setup()

    from belvedere.platform.territory.queries import current_territory  # noqa: PLC0415 -- the same

    with scope(territory=current_territory()):
        print(json.dumps([export(referral_id)]))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
