"""Screens of accounts: the workspace, people, one's own account, the demonstration's persons."""
