"""Opinion mapping: from sparse votes on statements to a map, groups, common ground, and how sure each figure is."""
