"""Pages of the answers: the public lists, the desk of a sheet, what is asked around it."""
