"""One file per attribute type."""
