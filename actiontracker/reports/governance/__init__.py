"""Governance: inspections, trajectory, themes, as at a day."""
