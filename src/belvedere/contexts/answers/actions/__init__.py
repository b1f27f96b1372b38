"""Writes of the answers, by intent: the circuit, its visas, the contributions, the clock."""

from belvedere.contexts.answers.actions.approval import set_chain, visa_answers
from belvedere.contexts.answers.actions.circuit import (
    assign_department,
    draft_answer,
    publish_answers,
    request_answers,
    send_back,
    submit_answers,
    validate_answers,
)
from belvedere.contexts.answers.actions.delay import escalate, resume_clock, suspend_clock
from belvedere.contexts.answers.actions.instruction import (
    ask_contribution,
    give_contribution,
    withdraw_contribution,
)
from belvedere.contexts.answers.actions.telling import tell_contributor, tell_whose_turn_it_is

__all__ = [
    "ask_contribution",
    "assign_department",
    "draft_answer",
    "escalate",
    "give_contribution",
    "publish_answers",
    "request_answers",
    "resume_clock",
    "send_back",
    "set_chain",
    "submit_answers",
    "suspend_clock",
    "tell_contributor",
    "tell_whose_turn_it_is",
    "validate_answers",
    "visa_answers",
    "withdraw_contribution",
]
