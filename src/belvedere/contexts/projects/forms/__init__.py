"""The forms of the projects, by what they ask."""
