"""How kinds of questions are said."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.states.questionnaire import QuestionKind

KINDS: Mapping[QuestionKind, Promise] = {
    QuestionKind.SINGLE: _("Une réponse au choix"),
    QuestionKind.MULTIPLE: _("Plusieurs réponses au choix"),
    QuestionKind.RANKING: _("Réponses à classer"),
    QuestionKind.SCALE: _("Échelle"),
    QuestionKind.NUMBER: _("Nombre"),
    QuestionKind.TEXT: _("Texte"),
    QuestionKind.PLACE: _("Une commune de la carte"),
    QuestionKind.MATRIX: _("Tableau\u00a0: une réponse par ligne"),
}
