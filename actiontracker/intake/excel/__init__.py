"""Excel workbooks in: sheets as grids, with what was odd about them."""
