"""What the strategy refuses, and how it says it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal


class AnotherVersionUnderWay(Refusal):
    """Two versions are not written at the same time."""

    code = "another_version_under_way"
    title = _("Une version est déjà en chantier")
    message = _("Rien n’a été créé : deux versions écrites en même temps se contrediraient.")
    next_step = _("Adoptez ou abandonnez d’abord la version en cours.")


class AmendmentsPending(Refusal):
    """A version is adopted once each amendment has its arbitration."""

    code = "amendments_pending"
    title = _("Des amendements attendent leur arbitrage")
    message = _("La version n’a pas été adoptée : chaque amendement reçoit d’abord une décision et une raison.")
    next_step = _("Arbitrez ceux qui restent, puis revenez.")


class ReasonNeeded(Refusal):
    """What is decided about the words of others says why."""

    code = "strategy_reason_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Dites pourquoi")
    message = _("Rien n’a été enregistré : cette décision est publique, sa raison aussi.")
    next_step = _("Revenez en arrière et écrivez une phrase.")


class TextNeeded(Refusal):
    """A part of the strategy has a title and a text in both languages once it is adopted."""

    code = "text_needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Il manque un texte")
    message = _("Rien n’a été enregistré : un titre français est nécessaire.")
    next_step = _("Revenez en arrière et écrivez-le.")


class TranslationMissing(Refusal):
    """A version is published in French and in English."""

    code = "translation_missing"
    title = _("La traduction anglaise n’est pas complète")
    next_step = _("Écrivez ces titres en anglais, puis adoptez.")

    def __init__(self, keys: list[str]) -> None:
        super().__init__(
            _("La version n’a pas été adoptée. Sans titre anglais : %(keys)s.") % {"keys": ", ".join(keys)}
        )


class NoSuchPlace(Refusal):
    """An objective belongs to an axis, a commitment to an objective of the same version."""

    code = "no_such_place"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cet élément n’a pas sa place ici")
    message = _("Rien n’a été enregistré : un objectif appartient à un axe, un engagement à un objectif.")
    next_step = _("Choisissez où le ranger dans la liste.")


class StillHolds(Refusal):
    """A part that holds others is not removed alone."""

    code = "still_holds"
    title = _("Cet élément en contient d’autres")
    message = _("Rien n’a été supprimé : ce qu’il contient n’aurait plus de place.")
    next_step = _("Supprimez d’abord ce qu’il contient, ou rangez-le ailleurs.")


class AlreadyAmended(Refusal):
    """The part was changed or removed since the amendment was written."""

    code = "already_amended"
    title = _("Ce texte a changé entre-temps")
    message = _("L’amendement n’a pas été appliqué : un autre amendement a changé le même texte.")
    next_step = _("Retenez-le en le modifiant, ou écartez-le en disant pourquoi.")


class UnknownIndicator(Refusal):
    """A commitment is tested by an indicator that the program computes."""

    code = "unknown_indicator"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cet indicateur n’existe pas")
    message = _("Le test n’a pas été fixé.")
    next_step = _("Choisissez un indicateur dans la liste.")


class EndsBeforeItBegins(Refusal):
    """An event ends after it begins."""

    code = "ends_before_it_begins"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("La fin précède le début")
    message = _("Rien n’a été inscrit à l’agenda.")
    next_step = _("Corrigez la date de fin.")


class RuleNotBroken(Refusal):
    """Only a rule that is broken is waived."""

    code = "rule_not_broken"
    title = _("Cette règle est respectée")
    message = _("Rien n’a été levé : on ne lève qu’une règle qui n’est pas respectée.")
    next_step = _("Rechargez la page pour voir les règles à ce jour.")


class CalendarRefused(Refusal):
    """The file is no calendar."""

    code = "calendar_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce fichier n’est pas un calendrier lisible")
    next_step = _("Exportez de nouveau votre agenda au format iCalendar (.ics), puis réessayez. Rien n’a été changé.")


class SettingOutOfRange(Refusal):
    """A setting has bounds."""

    code = "setting_out_of_range"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette valeur n’est pas possible")
    message = _("Le réglage n’a pas été changé : sa valeur doit rester dans les bornes dites, avec une source.")
    next_step = _("Revenez en arrière et corrigez la valeur.")


class NotEmptyAnymore(Refusal):
    """A candidate is a cell without any offer."""

    code = "not_empty_anymore"
    title = _("Cette case n’est pas vide")
    message = _("Aucune candidature n’a été déposée : une offre existe déjà ici, ou la candidature est déjà déposée.")
    next_step = _("Rechargez la matrice.")
