"""Pages of the projects: the desk where they are conducted, the commune's, and the public ones."""
