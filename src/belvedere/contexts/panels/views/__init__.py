"""Pages of the panels, public and of the workspace."""
