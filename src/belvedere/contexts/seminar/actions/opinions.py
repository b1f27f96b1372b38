"""Drawing the map of a room, in the background: from agreements and disagreements on what may be shown."""

from datetime import datetime

from belvedere.contexts.consultations.queries.pictures import shown_result
from belvedere.contexts.seminar.models import RoomMap, Seminar
from belvedere.contexts.seminar.queries.opinions import votes_of
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.votes import Statement, Tally, VoteLog

SEED = 1


def draw_room_map(*, seminar: Seminar, now: datetime) -> RoomMap:
    """Draw the map again and keep it; done twice, the second one changes nothing. Like a vote, it is no act."""
    votes = votes_of(seminar)
    statements = tuple(Statement(number, text) for number, text in votes.texts.items())
    found = map_opinions(Tally.of(VoteLog.from_rows(votes.rows)), statements, seed=SEED)
    facts = {"drawn_at": now, "result": shown_result(found)}
    drawn, _is_new = RoomMap.objects.update_or_create(seminar=seminar, defaults=facts)
    return drawn
