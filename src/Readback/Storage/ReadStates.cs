
namespace Readback.Storage;

/// <summary>Numbers that a user read with one call, and when.</summary>
internal sealed record ReadEntry(long SpaceId, long UserId, NumberRange Range, DateTimeOffset ReadAt);

/// <summary>What a user has read in a space: entries (with dates), runs (without, and maximal) and the kept count.</summary>
internal static class ReadStates
{
    public static ValueTask InsertEntries(Db db, IEnumerable<ReadEntry> entries) => db.InsertMany(
        "read_entry", "space_id, user_id, from_number, to_number, read_at",
        [.. entries.Select(e => new object?[] { e.SpaceId, e.UserId, e.Range.From, e.Range.To, e.ReadAt })]);

    /// <summary>The entries that overlap these ranges.</summary>
    public static Question<ReadEntry> Entries(Db db, long space, long user, IReadOnlyList<NumberRange> ranges) => db.Ask(
        """
        SELECT from_number, to_number, read_at FROM read_entry
        WHERE space_id = $1 AND user_id = $2 AND from_number <= $4 AND to_number >= $3
          AND from_number >= coalesce((
            SELECT max(from_number) FROM read_entry WHERE space_id = $1 AND user_id = $2 AND from_number <= $3), 0)
        """,
        r => new ReadEntry(space, user, new NumberRange(r.Number(0), r.Number(1)), r.Date(2)),
        [.. ranges.Select(range => new object?[] { space, user, range.From, range.To })]);

    /// <summary>For each asked range the runs that overlap it or adjoin it.</summary>
    public static Question<NumberRange> RunsTouching(
        Db db, IReadOnlyList<(long Space, long User, NumberRange Range)> asked) => db.Ask(
        """
        SELECT from_number, to_number FROM read_run
        WHERE space_id = $1 AND user_id = $2 AND from_number <= $4 + 1 AND to_number >= $3 - 1
          AND from_number >= coalesce((
            SELECT max(from_number) FROM read_run WHERE space_id = $1 AND user_id = $2 AND from_number <= $3), 0)
        """,
        Run, [.. asked.Select(a => new object?[] { a.Space, a.User, a.Range.From, a.Range.To })]);

    /// <summary>For each inbox its last run, which is the one that a new message can adjoin.</summary>
    public static Question<NumberRange> LastRuns(Db db, IEnumerable<(long Space, long User)> inboxes) => db.Ask(
        """
        SELECT from_number, to_number FROM read_run WHERE space_id = $1 AND user_id = $2
        ORDER BY from_number DESC LIMIT 1
        """,
        Run, [.. inboxes.Select(inbox => new object?[] { inbox.Space, inbox.User })]);

    /// <summary>A user's runs, one after another from the newest or from the oldest.</summary>
    public static IAsyncEnumerable<NumberRange> Runs(Db db, long space, long user, bool newestFirst) => db.Stream(
        $"""
        SELECT from_number, to_number FROM read_run WHERE space_id = $1 AND user_id = $2
        ORDER BY from_number {(newestFirst ? "DESC" : "ASC")}
        """,
        Run, space, user);

    public static ValueTask DeleteRuns(Db db, IEnumerable<(long Space, long User, long From)> runs) => db.ExecuteMany(
        "DELETE FROM read_run WHERE space_id = $1 AND user_id = $2 AND from_number = $3",
        [.. runs.Select(run => new object?[] { run.Space, run.User, run.From })]);

    public static ValueTask SaveRuns(Db db, IEnumerable<(long Space, long User, NumberRange Run)> runs) => db.InsertMany(
        "read_run", "space_id, user_id, from_number, to_number",
        [.. runs.Select(run => new object?[] { run.Space, run.User, run.Run.From, run.Run.To })],
        "ON CONFLICT (space_id, user_id, from_number) DO UPDATE SET to_number = excluded.to_number");

    /// <summary>How many of the messages delivered to a user are read; no row where none is.</summary>
    public static Question<long> ReadCount(Db db, long space, long user) => db.Ask(
        "SELECT read_count FROM inbox WHERE space_id = $1 AND user_id = $2", static r => r.Number(0), [[space, user]]);

    public static ValueTask AddToReadCounts(Db db, IEnumerable<(long Space, long User, long Count)> counts) => db.InsertMany(
        "inbox", "space_id, user_id, read_count",
        [.. counts.Select(count => new object?[] { count.Space, count.User, count.Count })],
        "ON CONFLICT (space_id, user_id) DO UPDATE SET read_count = inbox.read_count + excluded.read_count");

    private static NumberRange Run(DbRow r) => new(r.Number(0), r.Number(1));
}
