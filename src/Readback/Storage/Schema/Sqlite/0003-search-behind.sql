-- Where the dates of a space's messages step back because a clock was set back: between two such numbers dates rise, and a
-- period is found by halving. It takes the place of the index on dates.
CREATE TABLE date_step (
    space_id INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    PRIMARY KEY (space_id, number)
) WITHOUT ROWID;
INSERT INTO date_step (space_id, number)
SELECT space_id, number FROM (
  SELECT id >> 40 AS space_id, id & 1099511627775 AS number, created_at,
    lag(created_at) OVER (PARTITION BY id >> 40 ORDER BY id) AS before
  FROM message)
WHERE created_at < before;
DROP INDEX IF EXISTS message_by_date;

-- The search index follows the log behind the commits, and its segments are merged there too, in small steps: by itself FTS5
-- is to merge nothing, or a commit would wait for it.
INSERT INTO message_search (message_search, rank) VALUES ('automerge', 0);
INSERT INTO message_search (message_search, rank) VALUES ('crisismerge', 1999);
