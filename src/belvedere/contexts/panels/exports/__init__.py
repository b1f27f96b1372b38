"""What the panels give as CSV and JSON."""
