"""Governance in 80 columns."""
