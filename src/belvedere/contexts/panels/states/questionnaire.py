"""What a questionnaire asks: its questions, written one a line, and what may be answered."""

import re
from dataclasses import dataclass
from enum import StrEnum

_OPTIONS = re.compile(r"^(?P<text>.*?)\s*\[(?P<options>[^\]]*)\]\s*$")
FEWEST_OPTIONS = 2


class QuestionnaireState(StrEnum):
    OPEN = "ouvert"
    CLOSED = "clos"


@dataclass(frozen=True)
class Question:
    """A question; without options, one answers with one's own words."""

    text: str
    options: tuple[str, ...] = ()


def questions_in(text: str) -> tuple[Question, ...]:
    """Return the questions written one a line, their options between brackets and separated by bars.

    >>> questions_in("Étiez-vous à l’aise ? [Oui | Un peu | Non]\\n\\nPourquoi ?")
    (Question(text='Étiez-vous à l’aise ?', options=('Oui', 'Un peu', 'Non')), Question(text='Pourquoi ?', options=()))
    """
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = _OPTIONS.match(line)
        options = tuple(filter(None, (word.strip() for word in match["options"].split("|")))) if match else ()
        found.append(Question(match["text"] if match else line, options))
    return tuple(found)


def wrong_lines(text: str) -> tuple[int, ...]:
    """Return the numbers of the questions that cannot be asked: no words, one option only, an option twice.

    >>> wrong_lines("Oui ? [Oui]\\n[A | B]\\nBien ? [A | A]\\nPourquoi ?")
    (1, 2, 3)
    """
    found = []
    for number, question in enumerate(questions_in(text), start=1):
        options = question.options
        is_closed = bool(options) or "[" in question.text
        if not question.text or (is_closed and (len(options) < FEWEST_OPTIONS or len(set(options)) < len(options))):
            found.append(number)
    return tuple(found)
