"""Words, rules and dates of improvement plans: no input, no output, no clock."""
