"""Word documents in: tables as grids, with what was odd about them."""
