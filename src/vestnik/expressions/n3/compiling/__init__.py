"""Goals to closures, one module per sort of goal; `compile.py` chooses among them."""
