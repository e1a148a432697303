-- Where the dates of a space's messages step back because a clock was set back: between two such numbers dates rise, and a
-- period is found by halving. It takes the place of the index on dates.
CREATE TABLE date_step (
    space_id BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    PRIMARY KEY (space_id, number)
);
INSERT INTO date_step (space_id, number)
SELECT space_id, number FROM (
  SELECT id >> 40 AS space_id, id & 1099511627775 AS number, created_at,
    lag(created_at) OVER (PARTITION BY id >> 40 ORDER BY id) AS before
  FROM message) AS dates
WHERE created_at < before;
DROP INDEX IF EXISTS message_by_date;
