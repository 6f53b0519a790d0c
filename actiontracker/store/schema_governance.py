"""Version 8: inspections with their judgements and clocks, whom recommendations are addressed to, and their themes."""

INSPECTIONS = """
CREATE TABLE inspection (
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  council TEXT NOT NULL, slug TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE inspection_text (              -- the whole of it; in every table here printed 1: so a file said
  inspection_id INTEGER NOT NULL REFERENCES inspection, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  framework TEXT NOT NULL, title INTEGER REFERENCES words, began TEXT, ended TEXT,
  received TEXT,                            -- the day the report came: never assumed
  published TEXT, report INTEGER REFERENCES words, note INTEGER REFERENCES words,
  scale TEXT,                               -- of one's own: grades from the best, divided by semicolons
  priority INTEGER,                         -- 1: it has areas for priority action
  partial INTEGER,                          -- 1: judgements that are not here are not held, not absent
  withdrawn INTEGER, reason INTEGER REFERENCES words, printed INTEGER,
  PRIMARY KEY (inspection_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE judgement (                    -- grade NULL: no longer; place: order as printed
  inspection_id INTEGER NOT NULL REFERENCES inspection, area TEXT NOT NULL, name TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, grade TEXT, place INTEGER, note INTEGER REFERENCES words, printed INTEGER,
  PRIMARY KEY (inspection_id, area, name, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE inspection_clock (             -- days NULL: the framework's own; met_on: the day it was done
  inspection_id INTEGER NOT NULL REFERENCES inspection, name TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, days INTEGER, met_on TEXT, printed INTEGER,
  PRIMARY KEY (inspection_id, name, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE recommendation_source (        -- inspection_id NULL: from none
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, inspection_id INTEGER REFERENCES inspection, printed INTEGER,
  PRIMARY KEY (recommendation_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE addressed_to (                 -- stands 0: no longer
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, agency TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, stands INTEGER NOT NULL, printed INTEGER,
  PRIMARY KEY (recommendation_id, agency, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE theme_of (                     -- stands 0: no longer
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, theme TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, stands INTEGER NOT NULL, printed INTEGER,
  PRIMARY KEY (recommendation_id, theme, effective_on, entry)) STRICT, WITHOUT ROWID;
"""
