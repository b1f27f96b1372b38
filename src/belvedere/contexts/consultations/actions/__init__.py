"""Everything that is done in a consultation: one function by intent."""
