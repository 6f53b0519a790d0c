"""Governance files: inspections, and what answers them."""
