"""How fast the program is: whole processes against the least that could do the same work (`python -m benchmarks`)."""
