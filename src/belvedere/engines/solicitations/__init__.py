"""How much inhabitants are asked: where it is too much, where it is nothing, and what to do about it."""
