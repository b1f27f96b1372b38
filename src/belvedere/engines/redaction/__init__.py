"""Personal data in what people write: found by its form, never guessed from who wrote."""
