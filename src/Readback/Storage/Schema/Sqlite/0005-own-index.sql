-- The search index is made of segments, runs of messages that will never change, each written once behind the commits. It
-- is derived from the messages and made anew by the first server that finds it missing.
DROP TABLE message_search;

CREATE TABLE search_segment (
    space_id    INTEGER NOT NULL,
    from_number INTEGER NOT NULL,
    to_number   INTEGER NOT NULL,
    PRIMARY KEY (space_id, from_number)
) WITHOUT ROWID;

-- Consecutive grams of a segment, about a page of them. Which grams, and how written: SegmentWriter.
CREATE TABLE search_piece (
    id          INTEGER PRIMARY KEY,
    space_id    INTEGER NOT NULL,
    from_number INTEGER NOT NULL,
    first_gram  INTEGER NOT NULL,
    entries     BLOB    NOT NULL
);
CREATE UNIQUE INDEX search_piece_by_gram ON search_piece (space_id, from_number, first_gram);
