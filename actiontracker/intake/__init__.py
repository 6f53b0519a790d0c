"""Plan documents in: each reader gives drafts that know their place, and the problems it met."""
