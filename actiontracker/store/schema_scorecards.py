"""Version 7: scorecards, the indicators that they list, and their figures by period."""

SCORECARDS = """
ALTER TABLE document ADD COLUMN scorecard_id INTEGER REFERENCES scorecard;
CREATE TABLE scorecard (
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE, council TEXT NOT NULL) STRICT;
CREATE TABLE scorecard_setting (            -- title, source, notice; tolerance, basis, jump.  printed 1: a document says so
  scorecard_id INTEGER NOT NULL REFERENCES scorecard, name TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, value TEXT, printed INTEGER,
  PRIMARY KEY (scorecard_id, name, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE indicator (                    -- the same from paper to paper, under whatever ref
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  council TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (council, key)) STRICT;
CREATE TABLE indicator_text (               -- what it is, the whole of it; counts_children 1: small numbers are masked
  indicator_id INTEGER NOT NULL REFERENCES indicator, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  scorecard_id INTEGER REFERENCES scorecard,                -- whose document says so; NULL: typed
  description INTEGER NOT NULL REFERENCES words, unit TEXT, polarity TEXT, accrual TEXT, year TEXT, decimals INTEGER,
  counts_children INTEGER, provisional_means INTEGER REFERENCES words, owner TEXT, reason INTEGER REFERENCES words,
  PRIMARY KEY (indicator_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_alias (              -- another name that documents have for it; stands 0: no longer
  indicator_id INTEGER NOT NULL REFERENCES indicator, alias TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, stands INTEGER NOT NULL,
  PRIMARY KEY (indicator_id, alias, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE scorecard_line (               -- place: order as printed, NULL no longer listed; ref, heading as it prints them
  scorecard_id INTEGER NOT NULL REFERENCES scorecard, indicator_id INTEGER NOT NULL REFERENCES indicator,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  place INTEGER, ref TEXT, heading TEXT, description INTEGER REFERENCES words,
  PRIMARY KEY (scorecard_id, indicator_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_value (              -- a figure of a period, as one scorecard says it, or (NULL) as typed
  indicator_id INTEGER NOT NULL REFERENCES indicator, period TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, scorecard_id INTEGER REFERENCES scorecard,
  value TEXT, numerator INTEGER, denominator INTEGER, missing TEXT, provisional INTEGER,
  rag TEXT,                                 -- the rating that the paper itself states
  printed INTEGER REFERENCES words,         -- where value and fraction do not give it back
  note INTEGER REFERENCES words,
  PRIMARY KEY (indicator_id, period, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_target (             -- of a year, or of a quarter where it is to be reached in steps
  indicator_id INTEGER NOT NULL REFERENCES indicator, period TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, scorecard_id INTEGER REFERENCES scorecard,
  value TEXT, missing TEXT, printed INTEGER REFERENCES words,
  PRIMARY KEY (indicator_id, period, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE comparator (                   -- kind: england, best_london …; name, place: of those that are named
  indicator_id INTEGER NOT NULL REFERENCES indicator, kind TEXT NOT NULL, name TEXT NOT NULL, period TEXT NOT NULL,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, scorecard_id INTEGER REFERENCES scorecard,
  place INTEGER, value TEXT, missing TEXT, printed INTEGER REFERENCES words,
  PRIMARY KEY (indicator_id, kind, name, period, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_comment (            -- what its owner says of it
  indicator_id INTEGER NOT NULL REFERENCES indicator, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  comment INTEGER NOT NULL REFERENCES words,
  PRIMARY KEY (indicator_id, effective_on, entry)) STRICT, WITHOUT ROWID;
"""
