"""Version 9: boards and their meetings, what comes before them, what they ask for; posts' holders; risks.

As in version 8, every fact is a whole statement, and printed 1 says that a file said so. A body is known by its council
and name; a meeting's row in `meeting` (version 3) is what it was first planned as.
"""

COMMITTEES = """
CREATE TABLE board_text (                   -- how a board works; clearances: who clears its papers, divided by semicolons
  council TEXT NOT NULL, board TEXT NOT NULL, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  frequency TEXT, terms INTEGER REFERENCES words, clear_days INTEGER, clearances TEXT, printed INTEGER,
  PRIMARY KEY (council, board, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE board_member (                 -- place NULL: no longer
  council TEXT NOT NULL, board TEXT NOT NULL, post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, place INTEGER, role TEXT, printed INTEGER,
  PRIMARY KEY (council, board, post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE standing_item (                -- on the agenda of every meeting; place NULL: no longer
  council TEXT NOT NULL, board TEXT NOT NULL, title TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, place INTEGER, post_id INTEGER REFERENCES post, printed INTEGER,
  PRIMARY KEY (council, board, title, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_text (                 -- held_on: its day, which may lie ahead; access: public, exempt
  meeting_id INTEGER NOT NULL REFERENCES meeting, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  council TEXT NOT NULL, held_on TEXT NOT NULL, papers_by TEXT, access TEXT,
  published TEXT,                           -- the day on which agenda and papers were out
  note INTEGER REFERENCES words, cancelled INTEGER, reason INTEGER REFERENCES words, printed INTEGER,
  PRIMARY KEY (meeting_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE agenda_item (                  -- a report for a meeting, as first planned
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  meeting_id INTEGER NOT NULL REFERENCES meeting, title TEXT NOT NULL) STRICT;
CREATE TABLE item_text (                    -- meeting_id: where it stands now; planned 1: on the work programme
  item_id INTEGER NOT NULL REFERENCES agenda_item, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  meeting_id INTEGER NOT NULL REFERENCES meeting, place INTEGER, planned INTEGER, purpose INTEGER REFERENCES words,
  number TEXT, listed_as INTEGER REFERENCES words, pages TEXT,            -- on the agenda that was published
  received TEXT,                            -- the day on which the final paper came in
  officer TEXT, portfolio_holder TEXT, recommends INTEGER REFERENCES words, implications INTEGER REFERENCES words,
  withdrawn INTEGER, reason INTEGER REFERENCES words, printed INTEGER,
  PRIMARY KEY (item_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE item_author (                  -- place NULL: no longer
  item_id INTEGER NOT NULL REFERENCES agenda_item, post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, place INTEGER, printed INTEGER,
  PRIMARY KEY (item_id, post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE clearance (                    -- cleared_on NULL: not yet
  item_id INTEGER NOT NULL REFERENCES agenda_item, clearer TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, cleared_on TEXT, printed INTEGER,
  PRIMARY KEY (item_id, clearer, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE plan_route (                   -- which version of a plan went to which body, on which day
  plan_id INTEGER NOT NULL REFERENCES plan, body TEXT NOT NULL, went_on TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, version TEXT, outcome INTEGER REFERENCES words, withdrawn INTEGER, printed INTEGER,
  PRIMARY KEY (plan_id, body, went_on, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE matter (                       -- what minutes say, or a question: known by its name
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  council TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (council, name)) STRICT;
CREATE TABLE matter_text (                  -- due: a day, a month, a year, or "next meeting"
  matter_id INTEGER NOT NULL REFERENCES matter, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  kind TEXT NOT NULL, meeting_id INTEGER REFERENCES meeting, minute TEXT, text INTEGER NOT NULL REFERENCES words,
  asks_for INTEGER REFERENCES words, due TEXT, asked_by TEXT, post_id INTEGER REFERENCES post,
  about_action INTEGER REFERENCES action, about_recommendation INTEGER REFERENCES recommendation,
  withdrawn INTEGER, reason INTEGER REFERENCES words, printed INTEGER,
  PRIMARY KEY (matter_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE matter_answer (                -- answered_on NULL: not answered after all
  matter_id INTEGER NOT NULL REFERENCES matter, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  answered_on TEXT, item_id INTEGER REFERENCES agenda_item, text INTEGER REFERENCES words, printed INTEGER,
  PRIMARY KEY (matter_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE matter_repeats (               -- it asks again for what another asked for; stands 0: no longer
  matter_id INTEGER NOT NULL REFERENCES matter, repeated INTEGER NOT NULL REFERENCES matter, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, stands INTEGER NOT NULL, printed INTEGER,
  PRIMARY KEY (matter_id, repeated, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE post_holder (                  -- from the day of effective_on; holder NULL: vacant; until: the last day, if known
  post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  holder INTEGER REFERENCES words, until TEXT, printed INTEGER,
  PRIMARY KEY (post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE post_cover (                   -- who covers an absence from the day of effective_on; covered_by NULL: nobody
  post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  covered_by INTEGER REFERENCES post, until TEXT, printed INTEGER,
  PRIMARY KEY (post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE risk_text (                    -- a risk of the council's register; scores as the register has them
  council TEXT NOT NULL, risk TEXT NOT NULL, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  title INTEGER REFERENCES words, score INTEGER, target INTEGER, withdrawn INTEGER, reason INTEGER REFERENCES words,
  printed INTEGER, PRIMARY KEY (council, risk, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE risk_of_action (               -- stands 0: no longer
  about_action INTEGER NOT NULL REFERENCES action, council TEXT NOT NULL, risk TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, stands INTEGER NOT NULL, printed INTEGER,
  PRIMARY KEY (about_action, council, risk, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE risk_of_recommendation (       -- stands 0: no longer
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, council TEXT NOT NULL, risk TEXT NOT NULL,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, stands INTEGER NOT NULL, printed INTEGER,
  PRIMARY KEY (recommendation_id, council, risk, effective_on, entry)) STRICT, WITHOUT ROWID;
"""
