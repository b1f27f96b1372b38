"""Charts and maps drawn by the server: places on a sheet of SVG, a table that says the same, a sentence."""
