"""Scorecards laid out: for the terminal, as a paper, and what an import of one did."""
