"""Scorecards: brought in, read as at a day, recorded by hand, written out."""
