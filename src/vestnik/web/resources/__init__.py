"""One router file per resource; each has `router`, and the app takes in whatever stands here."""
