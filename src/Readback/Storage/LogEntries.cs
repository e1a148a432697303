namespace Readback.Storage;

/// <summary>What happened in a space at one position of its log, besides messages.</summary>
/// <param name="Kind">One of <see cref="LogKind"/>.</param>
/// <param name="UserId">The reader, who joined or left.</param>
/// <param name="LastNumber">The number of the last message before it.</param>
/// <param name="Ranges">The numbers newly read, as JSON, for a read.</param>
internal sealed record LogEntry(
    long SpaceId, long Position, string Kind, long UserId, DateTimeOffset At, long LastNumber, string? Ranges = null);

internal static class LogKind
{
    public const string Read = "read";
    public const string Joined = "joined";
    public const string Left = "left";
}

/// <summary>One position of a log: a message, or an entry with the name of whom it is about.</summary>
internal readonly record struct LogStep(MessageRow? Message, LogEntry? Entry, string Username)
{
    public long Position => Message?.Position ?? Entry!.Position;
}

/// <summary>
/// A message has its position itself, and the table <c>log</c> holds what else took one: a space's log is both together.
/// Which message comes after a position is arithmetic, since each entry says how many came before it.
/// </summary>
internal static class LogEntries
{
    /// <summary>What comes after a position, the oldest first, some at a time.</summary>
    public static async ValueTask<List<LogStep>> After(Db db, long space, long position, int most)
    {
        var entries = await EntriesAfter(db, space, position, most);
        var messages = await Messages.After(db, space, await NumberAt(db, space, position), most);
        return Merge(entries, messages, most);
    }

    public static ValueTask Insert(Db db, IEnumerable<LogEntry> entries) => db.InsertMany(
        "log", "space_id, position, kind, user_id, at, last_number, ranges",
        [.. entries.Select(e => new DbValue[] { e.SpaceId, e.Position, e.Kind, e.UserId, e.At, e.LastNumber, e.Ranges })]);

    /// <summary>What was read after a position, call by call, in order: the position, who, and the numbers.</summary>
    public static ValueTask ReadsAfter(Db db, long space, long position, Action<long, long, List<NumberRange>> read) => db.Each(
        "SELECT position, user_id, ranges FROM log WHERE space_id = $1 AND position > $2 AND kind = 'read' ORDER BY position",
        r => read(r.Number(0), r.Number(1), NumberRanges.FromJson(r.Text(2))), space, position);

    /// <summary>What was read up to a position, and not long before it: the numbers, call by call.</summary>
    /// <param name="db">One snapshot.</param>
    /// <param name="space">The space.</param>
    /// <param name="position">Up to which position.</param>
    /// <param name="least">So many positions are looked at in any case.</param>
    /// <param name="most">So many at the most.</param>
    /// <param name="time">How long before the last entry, by the log's dates.</param>
    public static async ValueTask<List<NumberRange>> ReadShortlyBefore(
        Db db, long space, long position, long least, long most, TimeSpan time)
    {
        var read = await db.All(
            """
            SELECT ranges FROM log
            WHERE space_id = $1 AND kind = 'read' AND position <= $2 AND position > $2 - $4 AND (position > $2 - $3 OR at >= $5 + (
              SELECT at FROM log WHERE space_id = $1 AND position <= $2 ORDER BY position DESC LIMIT 1))
            """,
            static r => NumberRanges.FromJson(r.Text(0)), space, position, least, most, -(long)time.TotalMilliseconds);
        return [.. read.SelectMany(ranges => ranges)];
    }

    private static ValueTask<List<LogStep>> EntriesAfter(Db db, long space, long position, int most) => db.All(
        """
        SELECT l.position, l.kind, l.user_id, l.at, l.last_number, l.ranges, u.username
        FROM log l JOIN users u ON u.id = l.user_id
        WHERE l.space_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3
        """,
        r => new LogStep(
            null, new LogEntry(space, r.Number(0), r.Text(1), r.Number(2), r.Date(3), r.Number(4), r.TextOrNull(5)), r.Text(6)),
        space, position, (long)most);

    /// <summary>The number of the last message up to a position: every position since the last entry is a message's.</summary>
    public static async ValueTask<long> NumberAt(Db db, long space, long position)
    {
        var (entry, number) = await db.First(
            """
            SELECT position, last_number FROM log WHERE space_id = $1 AND position <= $2 ORDER BY position DESC LIMIT 1
            """,
            static r => (r.Number(0), r.Number(1)), space, position);
        return Math.Min(number + position - entry, MessageId.MaxNumber);
    }

    private static List<LogStep> Merge(List<LogStep> entries, List<MessageRow> messages, int most)
    {
        var steps = new List<LogStep>(Math.Min(most, entries.Count + messages.Count));
        for (var (e, m) = (0, 0); steps.Count < most && (e < entries.Count || m < messages.Count);)
        {
            var isEntry = m == messages.Count || (e < entries.Count && entries[e].Position < messages[m].Position);
            steps.Add(isEntry ? entries[e++] : new LogStep(messages[m], null, messages[m++].Sender));
        }
        return steps;
    }
}
