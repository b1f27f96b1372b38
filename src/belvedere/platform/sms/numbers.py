"""Telephone numbers as people type them, brought to one form."""

import re

from belvedere.platform.sms.refusals import NotAMobile

_SIGNS = re.compile(r"[\s.\-()/\u00a0\u202f]")
_FRENCH_MOBILE = re.compile(r"\+33[67]\d{8}")


def mobile_number(typed: str) -> str:
    """Return a French mobile number as +33 and nine digits.

    Raises
    ------
    NotAMobile
        For anything else: a landline cannot receive the code, and numbers of elsewhere are too easily rented.

    Examples
    --------
    >>> mobile_number("06 12.34-56 78"), mobile_number("+33 (0)6 12 34 56 78"), mobile_number("0033712345678")
    ('+33612345678', '+33612345678', '+33712345678')
    """
    digits = _SIGNS.sub("", typed.replace("(0)", ""))
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    digits = f"+33{digits[1:]}" if digits.startswith("0") else digits
    if not _FRENCH_MOBILE.fullmatch(digits):
        raise NotAMobile
    return digits
