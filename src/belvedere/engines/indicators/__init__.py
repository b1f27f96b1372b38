"""What a statistic allows one to say: the status of an indicator, what may be published, limits and ticks."""
