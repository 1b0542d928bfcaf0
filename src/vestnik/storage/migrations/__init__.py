"""The chain of schema changes (Alembic), one file in `versions/` per step, named `NNNN_what.py` with revision `NNNN`."""
