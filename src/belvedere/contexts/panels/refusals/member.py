"""What the private space of a member refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class UnknownMemberCode(Refusal):
    code = "unknown_member_code"
    status = HTTPStatus.NOT_FOUND
    title = _("Ce code n’ouvre aucun espace de membre")
    message = _("Nous ne retrouvons pas ce code parmi ceux des membres d’un panel.")
    next_step = _("Relisez-le et tapez-le de nouveau, ou téléphonez-nous : nous vous le redirons.")


class NotAMember(Refusal):
    code = "not_a_member"
    status = HTTPStatus.FORBIDDEN
    title = _("Cela est réservé aux membres du panel")
    message = _("Cette place n’est pas, ou n’est plus, celle d’un membre de ce panel.")
    next_step = _("Téléphonez-nous si vous pensez que c’est une erreur.")
