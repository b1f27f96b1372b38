"""Plans of actions: the order in which they can be done, what changes between versions, whether forecasts held."""
