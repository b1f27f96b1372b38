"""What the panels refuse, and how they say it."""
