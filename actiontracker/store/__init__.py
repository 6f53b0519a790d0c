"""The database: schema, ledger, and the one rule that reads any fact as at a day."""
