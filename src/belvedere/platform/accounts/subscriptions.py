"""What accounts tell to the journal: the words of the codes that their acts quote."""

from belvedere.platform.accounts.events import ROLE_ENDED, ROLE_GRANTED
from belvedere.platform.accounts.words import TITLES
from belvedere.platform.journal.kinds import spell

for _kind in (ROLE_GRANTED, ROLE_ENDED):
    spell(_kind, "kind", {role.value: words for role, words in TITLES.items()})
