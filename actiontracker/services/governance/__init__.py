"""Governance: inspections with their judgements, clocks and themes; recorded, read, written out."""
