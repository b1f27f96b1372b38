"""From public files to the communes of an intercommunality: read, projected, generalised, ready to import."""
