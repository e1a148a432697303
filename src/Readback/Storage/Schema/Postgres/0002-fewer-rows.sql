-- A message is one row, and a reading of many numbers a handful: what can be told from a row that is there already is not
-- written once more.

CREATE TABLE message_2 (
    id              BIGINT PRIMARY KEY,
    space_id        BIGINT NOT NULL,
    position        BIGINT NOT NULL,
    sender_id       BIGINT NOT NULL,
    sender          TEXT COLLATE "C" NOT NULL,
    created_at      BIGINT NOT NULL,
    recipient_count BIGINT NOT NULL,  -- members when it was sent, the sender among them
    content         TEXT COLLATE "C" NOT NULL
);
INSERT INTO message_2 (id, space_id, position, sender_id, sender, created_at, recipient_count, content)
SELECT m.id, m.space_id, m.position, m.sender_id, m.sender, m.created_at, coalesce(r.recipient_count, 0), m.content
FROM message m LEFT JOIN message_receipts r ON r.space_id = m.id >> 40 AND r.number = m.id & 1099511627775
ORDER BY m.id;

-- A message has its position itself. The log holds all else: with how many messages had been given out before (last_number),
-- the place of every message follows from the rows around it.
CREATE TABLE log_2 (
    space_id    BIGINT NOT NULL,
    position    BIGINT NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,      -- read, joined, left
    user_id     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    ranges      TEXT COLLATE "C" NULL,          -- of the read: [[from,to],…]
    PRIMARY KEY (space_id, position)
);
INSERT INTO log_2 (space_id, position, kind, user_id, at, last_number, ranges)
SELECT space_id, position, kind, user_id, at, last_number, ranges FROM (
  SELECT space_id, position, kind, user_id, at, ranges,
    coalesce(max(number) OVER (PARTITION BY space_id ORDER BY position), 0) AS last_number
  FROM log) AS entries
WHERE kind <> 'message'
ORDER BY space_id, position;

-- Senders have read what they send: the message says so. Entries are what was marked as read.
CREATE TABLE read_entry_2 (
    space_id    BIGINT NOT NULL,
    user_id     BIGINT NOT NULL,
    from_number BIGINT NOT NULL,
    to_number   BIGINT NOT NULL,
    read_at     BIGINT NOT NULL,
    PRIMARY KEY (space_id, user_id, from_number)
);
INSERT INTO read_entry_2 (space_id, user_id, from_number, to_number, read_at)
SELECT e.space_id, e.user_id, e.from_number, e.to_number, e.read_at
FROM read_entry e LEFT JOIN message m ON m.id = (e.space_id << 40) + e.from_number
  AND m.sender_id = e.user_id AND m.created_at = e.read_at AND e.to_number = e.from_number
WHERE m.id IS NULL
ORDER BY e.space_id, e.user_id, e.from_number;

-- How the number of readers (besides senders) changes from one message to the next. On level 0 a place is a number: change
-- adds up from the first number on, single counts at its number alone. On level n a place is 256 to the n numbers, and its
-- change is the sum over all that begins in one place and ends in another: so that the sum up to a number is five short scans.
CREATE TABLE read_change (
    space_id BIGINT NOT NULL,
    level    BIGINT NOT NULL,
    place    BIGINT NOT NULL,
    change   BIGINT NOT NULL,
    single   BIGINT NOT NULL,
    PRIMARY KEY (space_id, level, place)
) WITH (fillfactor = 80);
INSERT INTO read_change (space_id, level, place, change, single)
SELECT space_id, level, place, sum(change), sum(single) FROM (
  SELECT space_id, 0 AS level, from_number AS place, 0 AS change, 1 AS single FROM read_entry_2 WHERE from_number = to_number
  UNION ALL
  SELECT e.space_id, l.level, e.from_number >> (8 * l.level), 1, 0
  FROM read_entry_2 e JOIN (VALUES (0), (1), (2), (3), (4)) AS l (level)
  ON e.from_number < e.to_number AND e.from_number >> (8 * l.level) <> (e.to_number + 1) >> (8 * l.level)
  UNION ALL
  SELECT e.space_id, l.level, (e.to_number + 1) >> (8 * l.level), -1, 0
  FROM read_entry_2 e JOIN (VALUES (0), (1), (2), (3), (4)) AS l (level)
  ON e.from_number < e.to_number AND e.from_number >> (8 * l.level) <> (e.to_number + 1) >> (8 * l.level)) AS changes
GROUP BY space_id, level, place;

-- A reader's own messages up to own_to stand in read_run; those after it are added when the reader next marks something.
ALTER TABLE inbox ADD COLUMN own_to BIGINT NOT NULL DEFAULT 0;
UPDATE inbox SET own_to = coalesce((SELECT h.last_number FROM space_head h WHERE h.space_id = inbox.space_id), 0);

DROP TABLE message_receipts;
DROP TABLE read_entry;
DROP TABLE log;
DROP TABLE message;
ALTER TABLE read_entry_2 RENAME TO read_entry;
ALTER TABLE log_2 RENAME TO log;
ALTER TABLE message_2 RENAME TO message;
ALTER INDEX read_entry_2_pkey RENAME TO read_entry_pkey;
ALTER INDEX log_2_pkey RENAME TO log_pkey;
ALTER INDEX message_2_pkey RENAME TO message_pkey;
CREATE INDEX message_by_sender ON message (space_id, sender, id);
