"""What leaves the projects: papers, tables, calendars."""
