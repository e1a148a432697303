-- Programs that send and read by a token of their own. A machine is a user by name, so that what it says is on record like
-- everything else; what makes it a machine is its row here. It is a member of nothing: nobody waits for it to read.
CREATE TABLE machine (
    user_id    BIGINT PRIMARY KEY REFERENCES users (id),
    space_id   BIGINT NOT NULL REFERENCES space (id),
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE, -- SHA-256 of the token, in hexadecimal digits
    may_send   BIGINT NOT NULL,
    may_read   BIGINT NOT NULL,
    issued_at  BIGINT NOT NULL,                  -- the token
    ends_at    BIGINT NULL,
    revoked_at BIGINT NULL,
    used_at    BIGINT NULL                       -- to the hour
);
CREATE INDEX machine_by_space ON machine (space_id);
