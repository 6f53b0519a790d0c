"""The schema, its guards and its migrations.

Recorded time lives in `entry` alone, the effective day in the facts alone. Every table is append-only; the one exception
is `words`, which may lose its text for a recorded reason. The chain is computed over what is not NULL, so that a column
added later disturbs no old hash: hence no DEFAULT, no float, no rename.
"""

LEDGER = """
CREATE TABLE entry (                        -- one act of recording, about one action or about none
  seq          INTEGER PRIMARY KEY,         -- gapless; the only order; "known on" is a value of this column
  recorded_at  TEXT NOT NULL,               -- UTC, never before the entry above (a clock set back repeats the last)
  recorded_by  TEXT NOT NULL,
  kind         TEXT NOT NULL,               -- import, update, grant …: for people; no rule reads it
  action_id    INTEGER REFERENCES action DEFERRABLE INITIALLY DEFERRED,
  version      INTEGER,                     -- the nth entry about that action: --if-version
  request_id   TEXT,                        -- the caller's token: the same one twice is recorded once
  hash         TEXT NOT NULL,               -- sha256(hash above, this row, its facts)
  UNIQUE (action_id, version),
  CHECK ((action_id IS NULL) = (version IS NULL))
) STRICT;
CREATE UNIQUE INDEX entry_request ON entry (request_id, coalesce(action_id, 0));
CREATE TABLE retraction (                   -- an entry made by mistake: from here on, none of its facts was ever said
  retracted INTEGER NOT NULL REFERENCES entry, entry INTEGER NOT NULL REFERENCES entry, reason TEXT NOT NULL,
  PRIMARY KEY (retracted, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE words (                        -- all that people type as sentences
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry,
  digest TEXT NOT NULL,                     -- sha256(salt + text): the chain covers this, not the next two
  salt TEXT, text TEXT                      -- erased together, or a short note could be guessed from its digest
) STRICT;
CREATE TABLE redaction (                    -- the lawful reason why words are gone
  words_id INTEGER NOT NULL REFERENCES words, entry INTEGER NOT NULL REFERENCES entry, reason TEXT NOT NULL,
  PRIMARY KEY (words_id, entry)) STRICT, WITHOUT ROWID;
"""

THINGS = """
CREATE TABLE plan (
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE, council TEXT NOT NULL) STRICT;
CREATE TABLE recommendation (               -- ref_key: the ref in one case, for looking up
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  plan_id INTEGER NOT NULL REFERENCES plan, ref TEXT NOT NULL, ref_key TEXT NOT NULL, UNIQUE (plan_id, ref_key)) STRICT;
CREATE INDEX recommendation_ref ON recommendation (ref_key);
CREATE TABLE action (                       -- number: the last number of the ref, to sort by
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  plan_id INTEGER NOT NULL REFERENCES plan, recommendation_id INTEGER REFERENCES recommendation,
  ref TEXT NOT NULL, ref_key TEXT NOT NULL, number INTEGER, UNIQUE (plan_id, ref_key)) STRICT;
CREATE INDEX action_ref ON action (ref_key);
CREATE INDEX action_recommendation ON action (recommendation_id);
CREATE TABLE post (
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  council TEXT NOT NULL, code TEXT NOT NULL, UNIQUE (council, code)) STRICT;
"""

FACTS = """
CREATE TABLE updates (                      -- a progress update.  NULL: not spoken of, changes nothing
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  status TEXT, rag TEXT, expected TEXT, done INTEGER, note INTEGER REFERENCES words,
  observed INTEGER,                         -- 1: so it stood in a document on that day; when it happened is not known
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE deadline (                     -- step: set (first reading, correction), requested, granted, refused
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  step TEXT NOT NULL, deadline TEXT, request INTEGER REFERENCES entry, reason INTEGER REFERENCES words,
  agreed_by TEXT, minute TEXT,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE action_text (                  -- as a document prints it: the whole row, for a document states all of it
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  text INTEGER NOT NULL REFERENCES words, stage TEXT, by_when TEXT, recurrence TEXT, reason INTEGER REFERENCES words,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE withdrawal (                   -- why an action was withdrawn, beside the update that says so
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  reason INTEGER REFERENCES words, duplicate_of INTEGER REFERENCES action, agreed_by TEXT,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE lead (                         -- place: order as printed, NULL no longer; accountable 1: so marked
  action_id INTEGER NOT NULL REFERENCES action, post_id INTEGER NOT NULL REFERENCES post,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  place INTEGER, accountable INTEGER, reason INTEGER REFERENCES words,
  PRIMARY KEY (action_id, post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX lead_post ON lead (post_id, action_id);
CREATE TABLE also_answers (                 -- further recommendations of an action; linked 0: no longer
  action_id INTEGER NOT NULL REFERENCES action, recommendation_id INTEGER NOT NULL REFERENCES recommendation,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, linked INTEGER NOT NULL,
  reason INTEGER REFERENCES words,
  PRIMARY KEY (action_id, recommendation_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE recommendation_text (          -- by_when, deadline: printed once for the recommendation, taken by its actions
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry,
  text INTEGER NOT NULL REFERENCES words, outcome INTEGER REFERENCES words, area TEXT, timescale TEXT,
  timescale_in_report TEXT, by_when TEXT, deadline TEXT, reason INTEGER REFERENCES words,
  PRIMARY KEY (recommendation_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE recommendation_note (
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, note INTEGER NOT NULL REFERENCES words,
  PRIMARY KEY (recommendation_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE recommendation_lead (
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, post_id INTEGER NOT NULL REFERENCES post,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  place INTEGER, accountable INTEGER, reason INTEGER REFERENCES words,
  PRIMARY KEY (recommendation_id, post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE plan_setting (                 -- closure_rule, grace_days …; title, published, version, source, notice
  plan_id INTEGER NOT NULL REFERENCES plan, name TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, value TEXT,
  PRIMARY KEY (plan_id, name, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE post_title (
  post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  title TEXT, organisation TEXT, PRIMARY KEY (post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE post_reports_to (              -- superior NULL: to nobody
  post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  superior INTEGER REFERENCES post, PRIMARY KEY (post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE post_alias (                   -- another spelling of a post; stands_for NULL: a post of its own again
  post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  stands_for INTEGER REFERENCES post, PRIMARY KEY (post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
"""

# What each import remembers of its document, so that the next can tell the document's changes from the tracker's.
# They belong to the import's closing entry: they are gone when the import as a whole is undone, and only then.
DOCUMENTS = """
CREATE TABLE document (                     -- one import: it covers the entries from first_entry to its own
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  plan_id INTEGER REFERENCES plan,          -- NULL: a key of leads
  first_entry INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY (effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE document_action (
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  text INTEGER NOT NULL REFERENCES words, stage TEXT, by_when TEXT, deadline TEXT, recurrence TEXT, leads TEXT,
  accountable TEXT, also_answers TEXT, status TEXT, rag TEXT, progress INTEGER REFERENCES words,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE document_recommendation (
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry,
  text INTEGER NOT NULL REFERENCES words, outcome INTEGER REFERENCES words, area TEXT, timescale TEXT,
  timescale_in_report TEXT, by_when TEXT, deadline TEXT, leads TEXT, accountable TEXT, note INTEGER REFERENCES words,
  PRIMARY KEY (recommendation_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE document_setting (
  plan_id INTEGER NOT NULL REFERENCES plan, name TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, value TEXT,
  PRIMARY KEY (plan_id, name, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE document_post (
  post_id INTEGER NOT NULL REFERENCES post, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  title TEXT, organisation TEXT, reports_to TEXT, aliases TEXT,
  PRIMARY KEY (post_id, effective_on, entry)) STRICT, WITHOUT ROWID;
"""

# Version 2: what documents print under headings of their own, what was said of headings, and return sheets.
DOCUMENTS_AND_RETURNS = """
ALTER TABLE action_text ADD COLUMN extra INTEGER REFERENCES words;      -- further fields by heading, as JSON
ALTER TABLE document_action ADD COLUMN extra INTEGER REFERENCES words;
ALTER TABLE document_action ADD COLUMN expected TEXT;
CREATE TABLE document_heading (             -- what a person said that a heading of the plan's documents means
  plan_id INTEGER NOT NULL REFERENCES plan, heading TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, field TEXT NOT NULL,
  PRIMARY KEY (plan_id, heading, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE return_sheet (                 -- a sheet sent out: who it went to, and the entry up to which it knew
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE, sent_to TEXT NOT NULL, due_on TEXT NOT NULL, head INTEGER NOT NULL,
  actions INTEGER NOT NULL, file TEXT NOT NULL) STRICT;
CREATE TABLE returned (                     -- a sheet that came back
  return_id INTEGER NOT NULL REFERENCES return_sheet, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, sha256 TEXT NOT NULL, updates INTEGER NOT NULL, conflicts INTEGER NOT NULL,
  PRIMARY KEY (return_id, effective_on, entry)) STRICT, WITHOUT ROWID;
"""

# Version 3: boards' meetings, and what each was shown.
MEETINGS = """
CREATE TABLE meeting (                      -- a meeting of a board, on the day of effective_on
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL, board TEXT NOT NULL) STRICT;
CREATE TABLE meeting_pack (                 -- what it was shown: the plan's state as at a day, as known at a head
  meeting_id INTEGER NOT NULL REFERENCES meeting, plan_id INTEGER NOT NULL REFERENCES plan,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, as_at TEXT NOT NULL, head INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, plan_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_pack_plan ON meeting_pack (plan_id);
"""

# Version 4: what may leave the building.
PUBLICATION = """
ALTER TABLE updates ADD COLUMN public_note INTEGER REFERENCES words;    -- its wording is approved before it leaves
CREATE TABLE note_approval (                -- approved 0: not to be published as it stands
  action_id INTEGER NOT NULL REFERENCES action, note INTEGER NOT NULL REFERENCES words,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, approved INTEGER NOT NULL,
  PRIMARY KEY (action_id, note, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE disclosure (                   -- standing: open, exempt (paragraph of Schedule 12A), confidential
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  standing TEXT NOT NULL, paragraph INTEGER, interest INTEGER REFERENCES words,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE recommendation_disclosure (
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, standing TEXT NOT NULL, paragraph INTEGER, interest INTEGER REFERENCES words,
  PRIMARY KEY (recommendation_id, effective_on, entry)) STRICT, WITHOUT ROWID;
"""

# Version 5: why something was undone is a sentence, which can be erased. The plain `reason` of older undoings is in the
# chain and stays; of newer ones it is empty.
UNDONE_BECAUSE = """
ALTER TABLE retraction ADD COLUMN why INTEGER REFERENCES words;
"""

# Version 6: what shows that completed work is complete, and what an outcome is measured by.
ASSURANCE = """
ALTER TABLE action_text ADD COLUMN agreed_by TEXT;
ALTER TABLE action_text ADD COLUMN minute TEXT;
ALTER TABLE recommendation_text ADD COLUMN agreed_by TEXT;
ALTER TABLE recommendation_text ADD COLUMN minute TEXT;
ALTER TABLE withdrawal ADD COLUMN minute TEXT;
CREATE TABLE evidence (                     -- held: file (size, sha256: its name in evidence/), link, place; else described
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL, kind TEXT NOT NULL,
  title INTEGER NOT NULL REFERENCES words, held TEXT, place INTEGER REFERENCES words, dated TEXT, expires TEXT,
  sha256 TEXT, size INTEGER) STRICT;
CREATE TABLE evidence_for (                 -- counts 0: withdrawn
  action_id INTEGER NOT NULL REFERENCES action, evidence_id INTEGER NOT NULL REFERENCES evidence,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, counts INTEGER NOT NULL,
  reason INTEGER REFERENCES words,
  PRIMARY KEY (action_id, evidence_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_for_evidence ON evidence_for (evidence_id);
CREATE TABLE evidence_needed (              -- the kinds that a recommendation needs; needed 0: no longer
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, kind TEXT NOT NULL, effective_on TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry, needed INTEGER NOT NULL,
  PRIMARY KEY (recommendation_id, kind, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE signoff (                      -- agreed 0: refused.  A later open status ends it
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  agreed INTEGER NOT NULL, board TEXT, minute TEXT, reason INTEGER REFERENCES words,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE reaudit (                      -- planned (due_on) or done (result: sustained, partly, not_sustained)
  action_id INTEGER NOT NULL REFERENCES action, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  due_on TEXT, result TEXT, evidence_id INTEGER REFERENCES evidence,
  PRIMARY KEY (action_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE measure (                      -- a measure of a recommendation's outcome; its ref is S1.M2: the number is 2
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  recommendation_id INTEGER NOT NULL REFERENCES recommendation, number INTEGER NOT NULL,
  UNIQUE (recommendation_id, number)) STRICT;
CREATE TABLE measure_text (                 -- the whole wording; withdrawn 1: no longer measured
  measure_id INTEGER NOT NULL REFERENCES measure, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  text INTEGER NOT NULL REFERENCES words, baseline TEXT, baseline_on TEXT, target TEXT, by_when TEXT, unit TEXT,
  indicator TEXT, withdrawn INTEGER, reason INTEGER REFERENCES words,
  PRIMARY KEY (measure_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE measure_value (                -- what was measured for the day of effective_on
  measure_id INTEGER NOT NULL REFERENCES measure, effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry,
  value TEXT NOT NULL, note INTEGER REFERENCES words,
  PRIMARY KEY (measure_id, effective_on, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE practice_change (              -- what a completed action changed; is_new 1 new, 0 changed, NULL: neither applies
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, effective_on TEXT NOT NULL,
  action_id INTEGER NOT NULL REFERENCES action, kind TEXT NOT NULL, is_new INTEGER,
  title INTEGER NOT NULL REFERENCES words, dated TEXT) STRICT;
CREATE INDEX practice_change_action ON practice_change (action_id);
CREATE TABLE depends_on (                   -- waits 0: no longer
  action_id INTEGER NOT NULL REFERENCES action, prerequisite INTEGER NOT NULL REFERENCES action,
  effective_on TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry, waits INTEGER NOT NULL,
  reason INTEGER REFERENCES words,
  PRIMARY KEY (action_id, prerequisite, effective_on, entry)) STRICT, WITHOUT ROWID;
"""
