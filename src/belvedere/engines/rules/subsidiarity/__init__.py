"""The rules of subsidiarity: who consults whom about what, told to whom before, and never twice the same question."""
