"""The law and the method of participation as dated rules: verdicts, questions, back-planning, methods, level."""
