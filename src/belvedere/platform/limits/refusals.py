"""What the limits refuse."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.platform.refusals import Refusal

_SECONDS_BY_MINUTE = 60


class TooManyAttempts(Refusal):
    """Someone tries too often; ``retry_after_seconds`` says when the next attempt is accepted."""

    code = "too_many_attempts"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = _("Trop d’essais en peu de temps")
    message = _("Pour protéger ce service, nous limitons le nombre d’essais. Rien n’a été perdu.")

    def __init__(self, retry_after_seconds: int) -> None:
        minutes = -(-retry_after_seconds // _SECONDS_BY_MINUTE)
        super().__init__(
            next_step=ngettext("Réessayez dans %(minutes)d minute.", "Réessayez dans %(minutes)d minutes.", minutes)
            % {"minutes": minutes}
        )
        self.retry_after_seconds = retry_after_seconds
        self.headers = {"Retry-After": str(retry_after_seconds)}
