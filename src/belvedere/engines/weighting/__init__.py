"""Survey answers beside the census: raking, what it costs in precision, shares with their intervals."""
