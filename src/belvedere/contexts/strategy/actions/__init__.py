"""Everything that is done in the strategy: one function by intent."""

from belvedere.contexts.strategy.actions.agenda import (
    cancel_event,
    describe_solicitation,
    move_event,
    plan_event,
    report_event,
    tell_communes,
)
from belvedere.contexts.strategy.actions.amend import (
    comment_version,
    decide_amendment,
    propose_amendment,
    withdraw_amendment,
)
from belvedere.contexts.strategy.actions.calendar_addresses import (
    forget_calendar_address,
    read_calendar_address,
    set_calendar_address,
)
from belvedere.contexts.strategy.actions.calendars import import_calendar
from belvedere.contexts.strategy.actions.commitments import measure_commitments, set_test
from belvedere.contexts.strategy.actions.coverage import end_offer, propose_candidate, set_number, set_offer
from belvedere.contexts.strategy.actions.documents import (
    abandon_version,
    adopt_version,
    close_amendments,
    open_amendments,
    open_version,
    remove_element,
    reopen_amendments,
    write_element,
)
from belvedere.contexts.strategy.actions.waivers import waive_rule

__all__ = [
    "abandon_version",
    "adopt_version",
    "cancel_event",
    "close_amendments",
    "comment_version",
    "decide_amendment",
    "describe_solicitation",
    "end_offer",
    "forget_calendar_address",
    "import_calendar",
    "measure_commitments",
    "move_event",
    "open_amendments",
    "open_version",
    "plan_event",
    "propose_amendment",
    "propose_candidate",
    "read_calendar_address",
    "remove_element",
    "reopen_amendments",
    "report_event",
    "set_calendar_address",
    "set_number",
    "set_offer",
    "set_test",
    "tell_communes",
    "waive_rule",
    "withdraw_amendment",
    "write_element",
]
