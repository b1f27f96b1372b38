"""Law and method as dated rules. For now: the calendar of working days (see working_days)."""
