-- Programs that send and read by a token of their own. A machine is a user by name, so that what it says is on record like
-- everything else; what makes it a machine is its row here. It is a member of nothing: nobody waits for it to read.
CREATE TABLE machine (
    user_id    INTEGER PRIMARY KEY REFERENCES users (id),
    space_id   INTEGER NOT NULL REFERENCES space (id),
    token_hash TEXT NOT NULL UNIQUE,   -- SHA-256 of the token, in hexadecimal digits
    may_send   INTEGER NOT NULL,
    may_read   INTEGER NOT NULL,
    issued_at  INTEGER NOT NULL,       -- the token
    ends_at    INTEGER NULL,
    revoked_at INTEGER NULL,
    used_at    INTEGER NULL            -- to the hour
);
CREATE INDEX machine_by_space ON machine (space_id);

-- Where a space's messages are told to other programs. The log is the queue: a webhook keeps how far it has come in it, so that
-- a message costs the same however many webhooks there are.
CREATE TABLE webhook (
    id             INTEGER PRIMARY KEY,
    space_id       INTEGER NOT NULL REFERENCES space (id),
    url            TEXT NOT NULL,
    on_message     INTEGER NOT NULL,
    unread_minutes INTEGER NULL,      -- how long after a message it is told who has not read it; not at all where null
    secret         TEXT NOT NULL, -- signs: it can't be kept as a hash
    old_secret     TEXT NULL,     -- signs as well, until old_until
    old_until      INTEGER NULL,
    created_by     TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    modified_by    TEXT NOT NULL,
    modified_at    INTEGER NOT NULL,
    message_number INTEGER NOT NULL,  -- messages up to it are told
    unread_number  INTEGER NOT NULL,  -- of messages up to it it is told who had not read them, or all had
    failures       INTEGER NOT NULL,  -- in a row
    failing_since  INTEGER NULL,
    due_at         INTEGER NOT NULL,  -- not before
    disabled_at    INTEGER NULL,
    deliveries     INTEGER NOT NULL   -- how many there were
);
CREATE INDEX webhook_by_space ON webhook (space_id);

-- The last deliveries of each webhook.
CREATE TABLE webhook_delivery (
    webhook_id   INTEGER NOT NULL REFERENCES webhook (id),
    number       INTEGER NOT NULL,
    event_id     TEXT NOT NULL,
    event        TEXT NOT NULL,   -- message, unread, test
    at           INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    status       INTEGER NULL,        -- of the answer
    error        TEXT NULL,       -- why there was none
    milliseconds INTEGER NOT NULL,
    PRIMARY KEY (webhook_id, number)
) WITHOUT ROWID;
