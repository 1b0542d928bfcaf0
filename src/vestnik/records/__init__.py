"""Business data: templates, records with their typed index tables, accounts, documents, buttons (spec/records.md)."""
