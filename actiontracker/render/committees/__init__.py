"""Boards and meetings in 80 columns, and the agenda as a paper."""
