-- Dates are milliseconds since 1970-01-01 UTC. Truth values are 0 and 1.
-- A message's id is space << 40 | number: one key that orders a space's messages and tells their place.

-- "Rdbk" in ASCII: the file itself says whose it is.
PRAGMA application_id = 1382310507;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
    id                     INTEGER PRIMARY KEY,
    username               TEXT NOT NULL,
    username_folded        TEXT NOT NULL UNIQUE,
    password_hash          TEXT NOT NULL,
    email                  TEXT NULL,
    phone                  TEXT NULL,
    enabled                INTEGER NOT NULL,
    deleted                INTEGER NOT NULL,
    eula_accepted          INTEGER NOT NULL,
    require_password_reset INTEGER NOT NULL,
    created_by             TEXT NOT NULL,
    created_at             INTEGER NOT NULL,
    modified_by            TEXT NOT NULL,
    modified_at            INTEGER NOT NULL
);

CREATE TABLE user_role (
    user_id INTEGER NOT NULL REFERENCES users (id),
    role    TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
) WITHOUT ROWID;

CREATE TABLE space (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    closed      INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    modified_at INTEGER NOT NULL
);

-- The row whose lock orders all that is written to one space.
CREATE TABLE space_head (
    space_id      INTEGER PRIMARY KEY REFERENCES space (id),
    last_number   INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    last_date     INTEGER NOT NULL,
    member_count  INTEGER NOT NULL
);

-- One row for each time a user is a member: the numbers (and positions) delivered meanwhile, both ends included.
-- An open membership has no end yet. since_number = until_number + 1 where nothing was sent meanwhile.
CREATE TABLE membership (
    space_id       INTEGER NOT NULL REFERENCES space (id),
    user_id        INTEGER NOT NULL REFERENCES users (id),
    username       TEXT NOT NULL,
    since_number   INTEGER NOT NULL,
    until_number   INTEGER NULL,
    since_position INTEGER NOT NULL,
    until_position INTEGER NULL,
    joined_at      INTEGER NOT NULL,
    left_at        INTEGER NULL,
    PRIMARY KEY (space_id, user_id, since_position)
) WITHOUT ROWID;
CREATE INDEX membership_by_username ON membership (space_id, username, since_number, until_number);
CREATE INDEX membership_by_user ON membership (user_id, space_id);

CREATE TABLE log (
    space_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,      -- message, read, joined, left
    user_id  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    number   INTEGER NULL,       -- of the message
    ranges   TEXT NULL,          -- of the read: [[from,to],…]
    PRIMARY KEY (space_id, position)
) WITHOUT ROWID;

CREATE TABLE message (
    id         INTEGER PRIMARY KEY,
    space_id   INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    sender_id  INTEGER NOT NULL,
    sender     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    content    TEXT NOT NULL
);
CREATE INDEX message_by_sender ON message (space_id, sender, id);
CREATE INDEX message_by_date ON message (space_id, created_at, id);

-- Folded content by trigrams: its rowid is the message's id.
CREATE VIRTUAL TABLE message_search USING fts5 (folded, tokenize = 'trigram case_sensitive 1');

-- How many were to read a message, and how many have: a screen full of receipts is one range scan.
CREATE TABLE message_receipts (
    space_id        INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    recipient_count INTEGER NOT NULL,
    read_count      INTEGER NOT NULL,
    PRIMARY KEY (space_id, number)
) WITHOUT ROWID;

-- What a user has read: entries hold when (disjoint, one per range of one call), runs hold only what
-- (maximal: neither overlapping nor adjoining), so that "what is unread" never scans years of entries.
CREATE TABLE read_entry (
    space_id    INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    from_number INTEGER NOT NULL,
    to_number   INTEGER NOT NULL,
    read_at     INTEGER NOT NULL,
    PRIMARY KEY (space_id, user_id, from_number)
) WITHOUT ROWID;

CREATE TABLE read_run (
    space_id    INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    from_number INTEGER NOT NULL,
    to_number   INTEGER NOT NULL,
    PRIMARY KEY (space_id, user_id, from_number)
) WITHOUT ROWID;

CREATE TABLE inbox (
    space_id   INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    read_count INTEGER NOT NULL,
    PRIMARY KEY (space_id, user_id)
) WITHOUT ROWID;

CREATE TABLE idempotency_key (
    space_id     INTEGER NOT NULL,
    user_id      INTEGER NOT NULL,
    key          TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    message_id   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (space_id, user_id, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_key_by_date ON idempotency_key (created_at);

CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    address    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    revoked_at INTEGER NULL
) WITHOUT ROWID;
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_end ON session (ends_at);

CREATE TABLE refresh_token (
    hash           TEXT PRIMARY KEY,
    session_id     TEXT NOT NULL,
    issued_at      INTEGER NOT NULL,
    first_used_at  INTEGER NULL,
    successor_hash TEXT NULL
) WITHOUT ROWID;
CREATE INDEX refresh_token_by_session ON refresh_token (session_id);
CREATE INDEX refresh_token_by_date ON refresh_token (issued_at);

CREATE TABLE login_failure (
    username_folded TEXT NOT NULL,
    address         TEXT NOT NULL,
    failures        INTEGER NOT NULL,
    last_at         INTEGER NOT NULL,
    locked_until    INTEGER NULL,
    PRIMARY KEY (username_folded, address)
) WITHOUT ROWID;

-- When the next log-in attempt of an address is due (a leaky bucket kept as one date).
CREATE TABLE login_rate (
    address TEXT PRIMARY KEY,
    due_at  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE auth_log (
    id              INTEGER PRIMARY KEY,
    username        TEXT NOT NULL,
    username_folded TEXT NOT NULL,
    at              INTEGER NOT NULL,
    address         TEXT NOT NULL,
    successful      INTEGER NOT NULL,
    message         TEXT NOT NULL,
    message_folded  TEXT NOT NULL
);
CREATE INDEX auth_log_by_date ON auth_log (at);

CREATE TABLE audit (
    id              INTEGER PRIMARY KEY,
    username        TEXT NOT NULL,
    username_folded TEXT NOT NULL,
    at              INTEGER NOT NULL,
    address         TEXT NOT NULL,
    action          TEXT NOT NULL,
    target          TEXT NOT NULL,
    text_folded     TEXT NOT NULL, -- of the action and the target
    space_id        INTEGER NULL,
    user_id         INTEGER NULL
);
CREATE INDEX audit_by_date ON audit (at);
CREATE INDEX audit_by_space ON audit (space_id);

-- What changed in users, spaces, memberships and sessions, in the order of commits: what a node reads to stay current.
CREATE TABLE directory_log (
    number     INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,    -- user, space, membership, session
    user_id    INTEGER NULL,
    space_id   INTEGER NULL,
    session_id TEXT NULL
);

CREATE TABLE directory_head (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
);
INSERT INTO directory_head (id, number) VALUES (1, 0);

-- Holds a row while data is being moved into this database: until all of it is there, nobody may work on it.
CREATE TABLE move_mark (
    log_life TEXT NOT NULL
);
