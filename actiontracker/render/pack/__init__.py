"""Papers for a board: a report laid out once as blocks (`board`, `summary`), and written in each format."""
