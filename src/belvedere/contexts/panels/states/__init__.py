"""States and transition tables: an avis, a campaign and its draw, a place, what a standing panel does."""
