"""Pages of the guide, and the desk of the rules to read again."""
