"""The readable guide of law and method, generated from the rules that the engine obeys."""
