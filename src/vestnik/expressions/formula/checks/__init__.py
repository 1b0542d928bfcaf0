"""The check of each sort of node; `check.py` holds what they share."""
