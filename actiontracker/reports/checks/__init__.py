"""The checks that a good plan passes: one function for each code, over one record of a plan as at a day."""
