"""From grids, whatever file they come from, to the drafts of a plan."""
