"""Telephone numbers brought to one form, or refused."""

import pytest

from belvedere.platform.sms.numbers import mobile_number
from belvedere.platform.sms.refusals import NotAMobile


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0612345678", "+33612345678"),
        (" 07 12 34 56 78 ", "+33712345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033.6.12.34.56.78", "+33612345678"),
        ("+33 (0)6-12-34-56-78", "+33612345678"),
    ],
)
def test_one_form(typed: str, number: str) -> None:
    assert mobile_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "0473123456", "061234567", "06123456789", "+4915123456789", "06 12 34 5x 78", "٠٦١٢٣٤٥٦٧٨"]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(NotAMobile):
        mobile_number(typed)
