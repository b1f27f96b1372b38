"""Writes of the webhooks: an address is registered, an event is told to it."""
