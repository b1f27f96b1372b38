"""Who may run a standing panel: an agent or a facilitator of its body. Members act by their own code."""

from rules import add_perm

from belvedere.contexts.panels.rules.opinion import writes_for_the_body

RUN = "panels.panel.run"

add_perm(RUN, writes_for_the_body)
