"""Who sits with whom over the rounds of a seminar: tables balanced by college, as many meetings as possible."""

ENGINE_VERSION = "1"
