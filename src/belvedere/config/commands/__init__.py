"""Commands of the engines: they read files, call an engine and write files, without the site or its database."""
