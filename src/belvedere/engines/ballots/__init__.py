"""Choosing together: approval, majority judgement, sequential Phragmén, equal shares. Exact, and recomputable."""
