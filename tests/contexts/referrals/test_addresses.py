"""One mailbox is one person, on one referral only."""

from hypothesis import given
from hypothesis import strategies as st

from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries import identity_of
from belvedere.platform.mail.addresses import mailbox

LOCAL = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=20)
TAG = st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=10)
FIRST, SECOND = Referral(identity_key="a" * 64), Referral(identity_key="b" * 64)


@given(local=LOCAL, tag=TAG)
def test_case_and_tag_make_no_other_person(local: str, tag: str) -> None:
    plain = identity_of(FIRST, f"{local}@exemple.fr")
    assert identity_of(FIRST, f" {local.upper()}+{tag}@Exemple.FR ") == plain
    assert mailbox(mailbox(f"{local}@exemple.fr")) == mailbox(f"{local}@exemple.fr")


@given(one=LOCAL, two=LOCAL)
def test_two_mailboxes_are_two_people(one: str, two: str) -> None:
    marks = identity_of(FIRST, f"{one}@exemple.fr"), identity_of(FIRST, f"{two}@exemple.fr")
    assert (marks[0] == marks[1]) == (one == two)


@given(local=LOCAL)
def test_a_mark_says_nothing_elsewhere(local: str) -> None:
    marks = identity_of(FIRST, f"{local}@exemple.fr"), identity_of(SECOND, f"{local}@exemple.fr")
    assert marks[0] != marks[1]
    assert [len(mark) for mark in marks] == [64, 64]
