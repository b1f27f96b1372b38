"""The screens of the seminars."""
