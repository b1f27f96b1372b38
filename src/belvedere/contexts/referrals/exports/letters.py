"""The letters of a decision, as data for an accessible PDF: a refusal, a sending to the competent body."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belvedere.contexts.referrals.models import Referral, Transfer
from belvedere.contexts.referrals.queries.desk import last_day_of_appeal
from belvedere.contexts.referrals.words import letter_of
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.territory.models import Body
from belvedere.platform.ui.templatetags.ui import day as day_in_words


def _letter(referral: Referral, *, sender: Body, title: str, sections: list[Value]) -> dict[str, Value]:
    # The depositor is not named: no name was ever asked.
    about: list[Value] = [
        [_("Référence"), referral.reference],
        [_("Objet"), referral.title],
        [_("Déposée le"), day_in_words(timezone.localdate(referral.received_at or referral.deposited_at))],
        [_("Écrite par"), sender.name],
    ]
    return {
        "title": title,
        "language": get_language() or "fr",
        "subtitle": _("À la personne qui a déposé la saisine %(reference)s") % {"reference": referral.reference},
        "footer": referral.territory.name,
        "sections": [{"heading": _("La saisine"), "facts": about}, *sections],
    }


def refusal_letter(referral: Referral) -> dict[str, Value]:
    """Return the letter that says why a referral is not admitted, which door is next, and how to contest."""
    words, last = letter_of(referral.rejection_reason), last_day_of_appeal(referral)
    why: list[Value] = [
        f"{words.label}.",
        str(words.why),
        *([referral.rejection_note] if referral.rejection_note else []),
    ]
    following: list[Value] = [str(words.what_next)]
    if referral.next_door is not None:
        following.append(_("La porte suivante : %(body)s.") % {"body": referral.next_door.name})
    contest: list[Value] = [
        _("Vous pouvez demander, par le lien reçu, qu’une autre personne revoie cette décision, jusqu’au %(day)s.")
        % {"day": day_in_words(last)},
        _("Vous pouvez aussi saisir le tribunal administratif, ou le Défenseur des droits, gratuitement."),
    ]
    sections: list[Value] = [
        {"heading": _("Ce qui est décidé"), "paragraphs": [_("Votre saisine n’est pas recevable."), *why]},
        {"heading": _("Et maintenant"), "paragraphs": following},
        {"heading": _("Si vous n’êtes pas d’accord"), "paragraphs": contest},
    ]
    return _letter(referral, sender=referral.body, title=_("Votre saisine n’est pas recevable"), sections=sections)


def transfer_letter(transfer: Transfer) -> dict[str, Value]:
    """Return the letter that says that a referral is sent to the competent body, as the law asks."""
    names = {"left": transfer.from_body.name, "to": transfer.to_body.name}
    said: list[Value] = [
        _("%(left)s n’est pas compétent pour y répondre ; %(to)s l’est. Votre saisine lui est transmise.") % names,
        _("C’est ce que demande le code des relations entre le public et l’administration, article L. 114-2."),
        *([transfer.words] if transfer.words else []),
    ]
    kept: list[Value] = [
        _("Votre saisine garde son numéro, son rang et ses soutiens : vous n’avez rien à refaire."),
        _("Le délai pour dire si elle est recevable recommence chez %(to)s, à partir du %(day)s.")
        % {**names, "day": day_in_words(timezone.localdate(transfer.sent_at))},
    ]
    facts: list[Value] = [
        [_("Transmise par"), names["left"]],
        [_("Transmise à"), names["to"]],
        [_("Le"), day_in_words(timezone.localdate(transfer.sent_at))],
    ]
    sections: list[Value] = [
        {"heading": _("Ce qui est fait"), "paragraphs": said, "facts": facts},
        {"heading": _("Ce qui est gardé"), "paragraphs": kept},
    ]
    title = _("Votre saisine est transmise à l’organisme compétent")
    return _letter(transfer.referral, sender=transfer.from_body, title=title, sections=sections)
