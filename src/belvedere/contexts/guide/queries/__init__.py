"""What the guide reads: cards of rules, sheets of methods, chapters, verdicts, versions."""
