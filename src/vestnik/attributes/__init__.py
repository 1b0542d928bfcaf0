"""Types of record attributes: what a value may be, how it is read, shown and indexed. Pure."""
