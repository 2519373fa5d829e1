-- The tables of an Epochal project file, schema version 1.
--
-- PRAGMA application_id is 0x4550434C ("EPCL"), PRAGMA user_version is the schema version.
-- Times are UTC, ISO 8601 with seconds. JSON is UTF-8 text; a float that JSON has no word for is {"$float": "nan"},
-- "inf" or "-inf", and a key that begins with "$" is written with a second "$" before it.
-- A reader compares the stored schema with this text, so a table that isn't here, a trigger or a view is refused.

-- Content by its SHA-256: data snapshots, documents, weights, models. Written once, never changed.
CREATE TABLE blobs (
    sha256     TEXT NOT NULL PRIMARY KEY,   -- of the content, lower-case hexadecimal
    kind       TEXT NOT NULL,               -- table, rejected, document, prepared, weights, model, evaluation …
    size       INTEGER NOT NULL,            -- bytes of content
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The content in order, cut every 8 MiB, each part a Zstandard frame of its own.
CREATE TABLE blob_parts (
    sha256 TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE CASCADE,
    part   INTEGER NOT NULL,                -- from 0
    data   BLOB NOT NULL,
    PRIMARY KEY (sha256, part)
) STRICT;

-- Every saved state of the document; the last row is the present one. A label that begins with "Undo: " is of a step
-- that was taken back; the words come after it. "Do: " comes before words that would begin like that by themselves.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY,
    saved_at TEXT NOT NULL,
    label    TEXT NOT NULL,                 -- what the person did
    document TEXT NOT NULL REFERENCES blobs (sha256)
) STRICT;

-- Records of an imported file that couldn't be rows of its table, by the table's snapshot.
CREATE TABLE rejected (
    snapshot TEXT NOT NULL PRIMARY KEY REFERENCES blobs (sha256),
    records  TEXT NOT NULL REFERENCES blobs (sha256)
) STRICT, WITHOUT ROWID;

-- Training runs.
CREATE TABLE runs (
    number         INTEGER PRIMARY KEY,     -- from 1, never used twice
    name           TEXT NOT NULL,
    status         TEXT NOT NULL,           -- training, done, stopped, diverged, interrupted, failed
    task           TEXT NOT NULL,
    document       TEXT NOT NULL REFERENCES blobs (sha256),   -- as it was when the run began
    prepared       TEXT NOT NULL REFERENCES blobs (sha256),   -- the model without its weights
    planned_epochs INTEGER NOT NULL,
    best_epoch     INTEGER,
    digest         TEXT,
    row_counts     TEXT NOT NULL,           -- JSON: train, validation, test, set_aside
    environment    TEXT NOT NULL,           -- JSON: versions, processor
    metrics        TEXT NOT NULL,           -- JSON: validation, test, baselines
    notices        TEXT NOT NULL,           -- JSON list
    owner          TEXT NOT NULL,           -- JSON: the process that trains it
    started_at     TEXT NOT NULL,
    changed_at     TEXT NOT NULL,
    seconds        REAL NOT NULL,
    model          TEXT REFERENCES blobs (sha256),
    model_weights  TEXT REFERENCES blobs (sha256),            -- float32, little-endian, unpadded
    evaluation     TEXT REFERENCES blobs (sha256),
    evaluation_rows TEXT REFERENCES blobs (sha256)            -- .npz: source rows, actual, predicted, probabilities
) STRICT;

-- Losses in the network's own units. ANY: a loss that isn't a number is the text "nan", one that is absent is NULL.
CREATE TABLE epochs (
    run             INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    epoch           INTEGER NOT NULL,       -- from 1
    training_loss   ANY NOT NULL,
    validation_loss ANY,
    elapsed_s       REAL NOT NULL,
    PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

-- Weights kept while a run trains (now the best only), so that a crash doesn't lose them.
CREATE TABLE kept_weights (
    run     INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    epoch   INTEGER NOT NULL,
    weights TEXT NOT NULL REFERENCES blobs (sha256),
    PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

-- Small JSON values by key: the state of the window, the profile of a snapshot, the last prediction.
CREATE TABLE keyed_values (
    key        TEXT NOT NULL PRIMARY KEY,
    value      TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
