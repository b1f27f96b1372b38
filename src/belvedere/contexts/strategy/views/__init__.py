"""Pages of the strategy: what everyone reads, the shared calendar, the desks."""
