using System.Text.Json;

namespace Readback.Storage.Verification;

/// <summary>Every row of the log says what the tables say, numbers rise with positions, and dates run on.</summary>
internal static class LogChecks
{
    /// <summary>How far a clock may step back before that is told as it is (held up to here), in milliseconds.</summary>
    private const int HeldMilliseconds = 2000;

    /// <summary>All that took a position: messages, which have it themselves, and the entries of the log.</summary>
    public const string Steps =
        """
        SELECT space_id, position, user_id, at, kind, NULL AS number, last_number FROM log
        UNION ALL
        SELECT id >> 40, position, sender_id, created_at, 'message', id & 1099511627775, NULL FROM message
        """;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Rows(
            "log rows are of a known kind",
            """
            SELECT space_id, position, kind FROM log WHERE NOT coalesce(
              kind = 'read' AND ranges IS NOT NULL OR kind IN ('joined', 'left') AND ranges IS NULL, 1 = 0)
            """,
            "{0}: position {1} is no sound {2}"),
        new("ranges of reads rise", FindBrokenRanges),
        Check.Rows(
            "log rows say how many messages came before",
            $"""
            SELECT space_id, position, last_number, found FROM (
              SELECT space_id, position, last_number,
                coalesce(max(number) OVER (PARTITION BY space_id ORDER BY position), 0) AS found
              FROM ({Steps}) AS steps) AS numbers
            WHERE last_number <> found
            """,
            "{0}: position {1} says that message {2} was the last before, it was {3}"),
        Check.Rows(
            "messages are in their space",
            $"""
            SELECT id >> 40 AS space_id, id & {MessageId.MaxNumber}, space_id FROM message WHERE space_id <> id >> 40
            """,
            "{0}: message {1} is filed under {2}"),
        Check.Rows(
            "numbers rise with positions",
            $"""
            SELECT id >> 40 AS space_id, before, id & {MessageId.MaxNumber}, position FROM (
              SELECT id, position, lag(id & {MessageId.MaxNumber}) OVER (PARTITION BY id >> 40 ORDER BY id) AS before,
                lag(position) OVER (PARTITION BY id >> 40 ORDER BY id) AS before_position
              FROM message) AS numbers
            WHERE position <= before_position
            """,
            "{0}: message {1} is followed by {2} at position {3}"),
        Check.Rows(
            "dates never step back by a little",
            $"""
            SELECT space_id, position, before - at FROM (
              SELECT space_id, position, at, lag(at) OVER (PARTITION BY space_id ORDER BY position) AS before
              FROM ({Steps}) AS steps) AS dates
            WHERE at < before AND before - at <= {HeldMilliseconds}
            """,
            "{0}: at position {1} the date steps back by {2} ms"),
        Check.Rows(
            "where dates of messages step back is on record",
            $"""
            SELECT space_id, number FROM (
              SELECT id >> 40 AS space_id, id & {MessageId.MaxNumber} AS number, created_at,
                lag(created_at) OVER (PARTITION BY id >> 40 ORDER BY id) AS before
              FROM message) AS dates
            WHERE created_at < before AND NOT EXISTS (
              SELECT 1 FROM date_step s WHERE s.space_id = dates.space_id AND s.number = dates.number)
            """,
            "{0}: the date of message {1} steps back, and filters by date do not know"),
        Check.Rows(
            "who is in the log was a member",
            $"""
            SELECT l.space_id, l.position, l.user_id FROM ({Steps}) AS l
            WHERE l.kind IN ('message', 'read') AND NOT EXISTS (
              SELECT 1 FROM membership m
              WHERE m.space_id = l.space_id AND m.user_id = l.user_id AND m.since_position < l.position
                AND (m.until_position IS NULL OR m.until_position > l.position))
              AND NOT (l.kind = 'message' AND EXISTS (
                SELECT 1 FROM machine a WHERE a.user_id = l.user_id AND a.space_id = l.space_id))
            """,
            "{0}: position {1} is of {2}, who was no member then"),
    ];

    private static IAsyncEnumerable<string> FindBrokenRanges(Db db, Names names) => db.Stream(
            "SELECT space_id, position, ranges FROM log WHERE kind = 'read' AND ranges IS NOT NULL",
            static row => (Space: row.Number(0), Position: row.Number(1), Ranges: row.Text(2)))
        .Where(read => !AreSound(read.Ranges))
        .Select(read => $"{names.Space(read.Space)}: position {read.Position} has the ranges {read.Ranges}");

    /// <summary>Sound are ranges that rise, do not adjoin, and are written as <see cref="NumberRanges"/> writes them.</summary>
    private static bool AreSound(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var ranges = document.RootElement.EnumerateArray()
                .Select(range => new NumberRange(range[0].GetInt64(), range[1].GetInt64())).ToList();
            return ranges.Count > 0 && NumberRanges.ToJson(ranges) == json
                && ranges.All(range => range.From >= 1 && !range.IsEmpty)
                && ranges.Zip(ranges.Skip(1)).All(pair => pair.First.To + 1 < pair.Second.From);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return false;
        }
    }
}
