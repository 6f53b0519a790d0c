"""Sums over a snapshot: pure functions from state and day to a report record."""
