"""Action types, one a file; the registry lists this folder."""
