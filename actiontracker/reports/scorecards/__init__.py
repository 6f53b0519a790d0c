"""Scorecards: indicators with their ratings, and what a panel asks of them first."""
