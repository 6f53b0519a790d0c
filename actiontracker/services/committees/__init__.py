"""Boards, meetings, papers, decisions, questions: recorded, read."""
