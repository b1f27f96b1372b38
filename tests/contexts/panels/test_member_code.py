"""The code that opens a member's private space: hers, nobody else's, and no more once she is erased."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.queries.member import left_seat_of_code, member_code, seat_of_code, shown_member_code
from belvedere.contexts.panels.queries.register import code_of
from belvedere.contexts.panels.refusals.member import UnknownMemberCode
from belvedere.contexts.panels.views.member_access import TRIES_BY_HOUR, members_only
from belvedere.platform.limits.refusals import TooManyAttempts
from tests.contexts.panels.ceremony import Ceremony
from tests.contexts.panels.standing import Standing


def test_both_codes_of_a_member_lead_to_her_place(standing: Standing) -> None:
    for seat in standing.members:
        assert seat.candidate is not None
        assert seat.candidate.invitation is not None
        letter = code_of(seat.candidate.invitation, standing.ceremony.recruitment.row)
        assert seat_of_code(letter) == seat
        assert seat_of_code(shown_member_code(member_code(seat)).lower()) == seat


def test_no_other_code_leads_anywhere(standing: Standing) -> None:
    code = standing.code
    last = "2" if code[-1] != "2" else "3"
    wrong = ["", "-", code[:-1], code[:-1] + last, code[:8] + member_code(standing.members[1])[8:], "A" * 400]
    assert [seat_of_code(text) for text in wrong] == [None] * 6


def test_a_place_without_a_panel_yet_has_no_private_space(bare_ceremony: Ceremony) -> None:
    bare_ceremony.drawn()
    assert [seat_of_code(member_code(seat)) for seat in Seat.objects.all()] == [None] * 4


def test_a_member_who_left_reads_only_and_an_erased_one_is_unknown(standing: Standing) -> None:
    seat, code = standing.member, standing.code
    Seat.objects.filter(pk=seat.pk).update(state="demissionne")
    assert (seat_of_code(code), left_seat_of_code(code)) == (None, seat)
    assert seat.candidate is not None
    seat.candidate.delete()
    assert left_seat_of_code(code) is None
    assert member_code(Seat.objects.get(pk=seat.pk)) == ""


@members_only
def page(_request: HttpRequest, seat: Seat) -> HttpResponse:
    return HttpResponse(seat.pseudonym)


def test_a_member_enters_and_wrong_codes_are_counted(standing: Standing, rf: RequestFactory) -> None:
    entered = page(rf.get("/"), standing.code)
    assert (entered.content, "no-store" in entered.headers["Cache-Control"]) == (
        standing.member.pseudonym.encode(),
        True,
    )
    for _try in range(TRIES_BY_HOUR):
        with pytest.raises(UnknownMemberCode):
            page(rf.get("/"), "FAUX")
    with pytest.raises(TooManyAttempts):
        page(rf.get("/"), "FAUX")
    assert page(rf.get("/"), standing.code).status_code == 200
