"""Drawing the map of a debate: in the background, from what the last map kept and the votes that came since."""

from datetime import datetime

import numpy as np
from django.db import transaction

from belvedere.contexts.consultations.models import Debate, DebateMap
from belvedere.contexts.consultations.queries.debates import SEED
from belvedere.contexts.consultations.queries.pictures import places_of, shown_result
from belvedere.contexts.consultations.queries.tallies import (
    packed_compass,
    packed_tally,
    read_tally,
    removed_from,
    sentences_of,
)
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.standing import Compass


def draw_map(*, debate: Debate, now: datetime) -> DebateMap:
    """Draw the map of a debate again and keep it; done twice, the second one changes nothing.

    The long work is done outside any transaction: votes go on meanwhile and are in the next map.
    """
    read = read_tally(debate, now=now)
    found = map_opinions(read.tally.without(removed_from(debate)), sentences_of(debate), seed=SEED)
    deck = found.deck
    arrays = {
        "deck_ids": deck.ids,
        "deck_votes": deck.votes,
        "deck_loadings": deck.loadings,
        "deck_spreads": np.asarray(deck.spreads),
    }
    facts = {
        "drawn_at": now,
        "read_until": read.until,
        "is_whole": True,
        "tally": packed_tally(read.tally, places_of(found)),
        "compass": packed_compass(Compass.of(found), arrays),
        "result": shown_result(found),
    }
    return _keep(debate, facts)


@transaction.atomic
def _keep(debate: Debate, facts: dict[str, object]) -> DebateMap:
    drawn, _is_new = DebateMap.objects.update_or_create(debate=debate, defaults=facts)
    return drawn
