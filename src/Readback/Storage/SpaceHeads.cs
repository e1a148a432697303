
namespace Readback.Storage;

/// <summary>Where a space's log stands: the last number, position and date given out, and how many are members now.</summary>
internal sealed record SpaceHead(long SpaceId, long LastNumber, long LastPosition, DateTimeOffset LastDate, long MemberCount);

internal static class SpaceHeads
{
    private const string Columns = "space_id, last_number, last_position, last_date, member_count";

    public static ValueTask<SpaceHead?> Read(Db db, long space) =>
        db.First($"SELECT {Columns} FROM space_head WHERE space_id = $1", Row, space);

    /// <summary>How far the logs of these spaces go.</summary>
    public static async ValueTask<List<(long Space, long Position)>> Positions(Db db, IEnumerable<long> spaces)
    {
        var answers = await db.AllMany(
            "SELECT space_id, last_position FROM space_head WHERE space_id = $1",
            static r => (r.Number(0), r.Number(1)), [.. spaces.Select(space => new DbValue[] { space })]);
        return [.. answers.SelectMany(rows => rows)];
    }

    /// <summary>
    /// Locks spaces, in the order of their ids so that two nodes can't wait for each other. What is asked after it sees what
    /// those did who had the lock before.
    /// </summary>
    public static Question<SpaceHead> Lock(Db db, IEnumerable<long> spaces) => db.Ask(
        $"SELECT {Columns} FROM space_head WHERE space_id = $1{db.ForUpdate}",
        Row, [.. spaces.Distinct().Order().Select(space => new DbValue[] { space })]);

    public static ValueTask Update(Db db, IEnumerable<SpaceHead> heads) => db.ExecuteMany(
        "UPDATE space_head SET last_number = $2, last_position = $3, last_date = $4, member_count = $5 WHERE space_id = $1",
        [.. heads.Select(h => new DbValue[] { h.SpaceId, h.LastNumber, h.LastPosition, h.LastDate, h.MemberCount })]);

    public static ValueTask<int> Insert(Db db, long space) => db.Execute(
        "INSERT INTO space_head (space_id, last_number, last_position, last_date, member_count) VALUES ($1, 0, 0, 0, 0)", space);

    private static SpaceHead Row(DbRow r) =>
        new(r.Number(0), r.Number(1), r.Number(2), r.Date(3), r.Number(4));
}
