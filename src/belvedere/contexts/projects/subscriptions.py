"""What the projects tell to the journal: the words of the codes that their acts quote."""

from django.utils.text import format_lazy

from belvedere.contexts.guide.words import LEVELS
from belvedere.contexts.projects import events
from belvedere.contexts.projects.words import GATES
from belvedere.platform.journal.kinds import spell

_GATES = {str(gate): format_lazy("{} ({})", str(gate), title) for gate, title in GATES.items()}

spell(events.APPROVED, "gate", _GATES)
spell(events.GATE_PASSED, "gate", _GATES)
spell(events.LEVEL_ANNOUNCED, "level", {level.value: words for level, words in LEVELS.items()})
