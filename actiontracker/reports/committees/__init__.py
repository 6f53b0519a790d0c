"""Boards and meetings: work programme, papers, decisions and questions, as at a day."""
