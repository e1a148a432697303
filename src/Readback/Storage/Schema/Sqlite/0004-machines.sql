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
