"""Makes a seminar with a round open, for measures, in the site's environment.

``python -m benchmarks.seminar_room PEOPLE TABLES`` prints the links of its tables and of its wall.
"""

import json
import sys
from datetime import timedelta

import django


def make(people_count: int, tables_count: int) -> dict[str, object]:
    """Convene and open a seminar of so many people, whose first round is open for an hour."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.seminar.actions import people, preparing, programme, tables  # noqa: PLC0415 -- the same
    from belvedere.contexts.seminar.queries.seminars import table_key, wall_key  # noqa: PLC0415 -- the same
    from belvedere.contexts.seminar.states import SequenceKind, Template  # noqa: PLC0415 -- the same
    from belvedere.platform.accounts.models import Role  # noqa: PLC0415 -- the same

    now = timezone.now()
    agent = Role.objects.filter(kind="agent", body__kind="metropole").select_related("body__territory").first()
    assert agent is not None
    day = timezone.localdate(now)
    description = preparing.Description("Une salle pleine", "Combien ?", "", day, day)
    seminar = preparing.create_seminar(description=description, template=Template.EMPTY, by=agent, now=now)
    seats = -(-people_count // tables_count)
    programme.write_sequence(
        seminar=seminar,
        moment=programme.Moment(1, SequenceKind.TABLES, "Un tour", 60),
        at_tables=programme.AtTables("Que dire ?", tables_count, max(2, seats)),
        by=agent,
        now=now,
    )
    preparing.set_college(seminar=seminar, name="Tous", quota=people_count, by=agent, now=now)
    rows = [people.Listed(f"Personne {number}", "tous") for number in range(people_count)]
    people.list_guests(seminar=seminar, rows=rows, by=agent, now=now)
    preparing.convene_seminar(seminar=seminar, by=agent, now=now + timedelta(seconds=1))
    preparing.begin_seminar(seminar=seminar, by=agent, now=now + timedelta(seconds=2))
    tables.open_round(seminar=seminar, number=1, minutes=60, by=agent, now=now + timedelta(seconds=3))
    base = f"/seminaires/{seminar.slug}"
    return {
        "tables": [f"{base}/tables/{n}/{table_key(seminar, n)}/" for n in range(1, tables_count + 1)],
        "wall": f"{base}/mur/{wall_key(seminar)}/",
    }


def main() -> None:
    django.setup()
    from django_scopes import scope  # noqa: PLC0415 -- after setup()

    from belvedere.platform.territory.models import Territory  # noqa: PLC0415 -- the same

    with scope(territory=Territory.objects.get()):
        print(json.dumps(make(int(sys.argv[1]), int(sys.argv[2]))))


if __name__ == "__main__":
    main()
