"""Questionnaires: the kinds of questions, and where a sheet of answers stands."""

from enum import StrEnum


class QuestionKind(StrEnum):
    SINGLE = "choix"
    MULTIPLE = "choix_multiple"
    RANKING = "classement"
    SCALE = "echelle"
    NUMBER = "nombre"
    TEXT = "texte"
    PLACE = "lieu"
    MATRIX = "tableau"


WITH_CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX})
COUNTED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.PLACE})


class SheetState(StrEnum):
    DRAFT = "brouillon"
    SENT = "envoyee"
