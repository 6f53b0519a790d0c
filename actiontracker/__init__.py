"""Inspection improvement plans, tracked in one SQLite file and worked on from a terminal."""

__version__ = "0.1.0"
