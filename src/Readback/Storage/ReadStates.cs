
namespace Readback.Storage;

/// <summary>Numbers that a user read with one call, and when.</summary>
internal sealed record ReadEntry(long SpaceId, long UserId, NumberRange Range, DateTimeOffset ReadAt);

/// <summary>
/// What a user has read in a space: entries (with dates) of what was marked, runs (without, and maximal) and the kept count,
/// which count own messages too. Own messages are read from the start: no entry says so, and they are put into the runs
/// when the user next marks something (<c>inbox.own_to</c> says how far they are), so that a send touches no run.
/// </summary>
internal static class ReadStates
{
    public static ValueTask InsertEntries(Db db, IEnumerable<ReadEntry> entries) => db.InsertMany(
        "read_entry", "space_id, user_id, from_number, to_number, read_at",
        [.. entries.Select(e => new DbValue[] { e.SpaceId, e.UserId, e.Range.From, e.Range.To, e.ReadAt })]);

    /// <summary>The entries that overlap these ranges.</summary>
    public static Question<ReadEntry> Entries(Db db, long space, long user, IReadOnlyList<NumberRange> ranges) => db.Ask(
        """
        SELECT from_number, to_number, read_at FROM read_entry
        WHERE space_id = $1 AND user_id = $2 AND from_number <= $4 AND to_number >= $3
          AND from_number >= coalesce((
            SELECT max(from_number) FROM read_entry WHERE space_id = $1 AND user_id = $2 AND from_number <= $3), 0)
        """,
        r => new ReadEntry(space, user, new NumberRange(r.Number(0), r.Number(1)), r.Date(2)),
        [.. ranges.Select(range => new DbValue[] { space, user, range.From, range.To })]);

    /// <summary>The entries of everybody to whom one of these numbers was delivered that overlap them.</summary>
    public static ValueTask<List<ReadEntry>> EntriesOfAll(Db db, long space, NumberRange numbers) => db.All(
        """
        SELECT e.user_id, e.from_number, e.to_number, e.read_at
        FROM (SELECT DISTINCT user_id FROM membership
              WHERE space_id = $1 AND since_number <= $3 AND (until_number IS NULL OR until_number >= $2)) AS m
        JOIN read_entry e ON e.space_id = $1 AND e.user_id = m.user_id AND e.from_number <= $3 AND e.to_number >= $2
          AND e.from_number >= coalesce((
            SELECT max(f.from_number) FROM read_entry f WHERE f.space_id = $1 AND f.user_id = m.user_id AND f.from_number <= $2), 0)
        """,
        r => new ReadEntry(space, r.Number(0), new NumberRange(r.Number(1), r.Number(2)), r.Date(3)), space, numbers.From, numbers.To);

    /// <summary>For each asked range the runs that overlap it or adjoin it.</summary>
    public static Question<NumberRange> RunsTouching(
        Db db, IReadOnlyList<(long Space, long User, NumberRange Range)> asked) => db.Ask(
        """
        SELECT from_number, to_number FROM read_run
        WHERE space_id = $1 AND user_id = $2 AND from_number <= $4 + 1 AND to_number >= $3 - 1
          AND from_number >= coalesce((
            SELECT max(from_number) FROM read_run WHERE space_id = $1 AND user_id = $2 AND from_number <= $3), 0)
        """,
        Run, [.. asked.Select(a => new DbValue[] { a.Space, a.User, a.Range.From, a.Range.To })]);

    /// <summary>The runs that end last, of each of these users; nothing of one who has none.</summary>
    public static Question<NumberRange> LastRuns(Db db, IReadOnlyList<(long Space, long User)> users) => db.Ask(
        "SELECT from_number, to_number FROM read_run WHERE space_id = $1 AND user_id = $2 ORDER BY from_number DESC LIMIT 1",
        Run, [.. users.Select(u => new DbValue[] { u.Space, u.User })]);

    /// <summary>For each of these users the numbers of the own messages that are in no run yet.</summary>
    public static Question<long> OwnPastRuns(
        Db db, IReadOnlyList<(long Space, long User, string Username)> users) => db.Ask(
        OwnPastRunsOldestFirst, Own, [.. users.Select(u => new DbValue[] { u.Space, u.User, u.Username })]);

    /// <summary>
    /// All that a user has read, as ranges that rise (or fall, the newest first) and may adjoin where runs end and own
    /// messages begin.
    /// </summary>
    public static IAsyncEnumerable<NumberRange> Read(Db db, long space, long user, string username, bool newestFirst)
    {
        var runs = db.Stream(
            $"""
            SELECT from_number, to_number FROM read_run WHERE space_id = $1 AND user_id = $2
            ORDER BY from_number {(newestFirst ? "DESC" : "ASC")}
            """,
            Run, space, user);
        var own = db.Stream(
                OwnPastRunsOldestFirst + (newestFirst ? " DESC" : ""), Own, space, user, username)
            .Select(number => new NumberRange(number, number));
        return newestFirst ? own.Concat(runs) : runs.Concat(own);
    }

    public static ValueTask DeleteRuns(Db db, IEnumerable<(long Space, long User, long From)> runs) => db.ExecuteMany(
        "DELETE FROM read_run WHERE space_id = $1 AND user_id = $2 AND from_number = $3",
        [.. runs.Select(run => new DbValue[] { run.Space, run.User, run.From })]);

    public static ValueTask SaveRuns(Db db, IEnumerable<(long Space, long User, NumberRange Run)> runs) => db.InsertMany(
        "read_run", "space_id, user_id, from_number, to_number",
        [.. runs.Select(run => new DbValue[] { run.Space, run.User, run.Run.From, run.Run.To })],
        "ON CONFLICT (space_id, user_id, from_number) DO UPDATE SET to_number = excluded.to_number");

    /// <summary>How many of the messages delivered to a user are read; no row where none is.</summary>
    public static Question<long> ReadCount(Db db, long space, long user) => db.Ask(
        "SELECT read_count FROM inbox WHERE space_id = $1 AND user_id = $2", static r => r.Number(0), [[space, user]]);

    /// <summary>Adds to counts; and own messages up to a number are in the runs now, or up to where they were.</summary>
    public static ValueTask AddToReadCounts(Db db, IEnumerable<(long Space, long User, long Count, long OwnTo)> counts) => db.InsertMany(
        "inbox", "space_id, user_id, read_count, own_to",
        [.. counts.Select(count => new DbValue[] { count.Space, count.User, count.Count, count.OwnTo })],
        """
        ON CONFLICT (space_id, user_id) DO UPDATE SET read_count = inbox.read_count + excluded.read_count,
          own_to = CASE WHEN excluded.own_to > inbox.own_to THEN excluded.own_to ELSE inbox.own_to END
        """);

    private const string OwnPastRunsOldestFirst =
        """
        SELECT id FROM message WHERE space_id = $1 AND sender = $3
          AND id > ($1 << 40) + coalesce((SELECT own_to FROM inbox WHERE space_id = $1 AND user_id = $2), 0)
        ORDER BY id
        """;

    private static long Own(DbRow r) => MessageId.Number(r.Number(0));

    private static NumberRange Run(DbRow r) => new(r.Number(0), r.Number(1));
}
