"""Writes of the territory."""

from django.db import transaction

from belvedere.platform.territory.models import ReferenceCounter, Territory


@transaction.atomic
def next_reference(*, territory: Territory, prefix: str, year: int) -> str:
    """Number a new file: S-2026-0001 (saisine), E (examen), A (avis), P (action of the plan)."""
    ReferenceCounter.objects.get_or_create(territory=territory, prefix=prefix, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(territory=territory, prefix=prefix, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return str(counter)


@transaction.atomic
def found_territory(*, slug: str, name: str, siren: str, is_demonstration: bool) -> Territory:
    """Create the territory that this installation serves."""
    return Territory.objects.create(slug=slug, name=name, siren=siren, is_demonstration=is_demonstration)
