
namespace Readback.Storage;

/// <summary>One time that a user is a member of a space: what was sent and logged meanwhile. Open while it lasts.</summary>
internal sealed record Membership(
    long SpaceId, long UserId, string Username, long SinceNumber, long? UntilNumber, long SincePosition, long? UntilPosition,
    DateTimeOffset JoinedAt)
{
    public bool IsOpen => UntilPosition is null;

    /// <summary>The message numbers delivered in it when <paramref name="lastNumber"/> is the newest of the space.</summary>
    public NumberRange Delivered(long lastNumber) => new(SinceNumber, UntilNumber ?? lastNumber);
}

internal static class Memberships
{
    private const string Columns =
        "space_id, user_id, username, since_number, until_number, since_position, until_position, joined_at";

    /// <summary>All times of membership of a user in a space, the earliest first.</summary>
    public static ValueTask<List<Membership>> Of(Db db, long space, long user) =>
        db.All($"SELECT {Columns} FROM membership WHERE space_id = $1 AND user_id = $2 ORDER BY since_position", Row, space, user);

    /// <summary>For each inbox all times of membership, the earliest first.</summary>
    public static Question<Membership> OfMany(Db db, IEnumerable<(long Space, long User)> inboxes) => db.Ask(
        $"SELECT {Columns} FROM membership WHERE space_id = $1 AND user_id = $2 ORDER BY since_position",
        Row, [.. inboxes.Select(inbox => new DbValue[] { inbox.Space, inbox.User })]);

    /// <summary>All times of membership that hold one of the numbers up to this one, whoever's they are.</summary>
    public static ValueTask<List<Membership>> UpTo(Db db, long space, long number) => db.All(
        $"SELECT {Columns} FROM membership WHERE space_id = $1 AND since_number <= $2 AND (until_number IS NULL OR until_number >= since_number)",
        Row, space, number);

    /// <summary>Every open membership.</summary>
    public static ValueTask<List<Membership>> Open(Db db) =>
        db.All($"SELECT {Columns} FROM membership WHERE until_position IS NULL", Row);

    public static ValueTask<Membership?> Open(Db db, long space, long user) => db.First(
        $"SELECT {Columns} FROM membership WHERE space_id = $1 AND user_id = $2 AND until_position IS NULL", Row, space, user);

    /// <summary>The spaces, closed ones too, that a user is a member of.</summary>
    public static ValueTask<List<long>> OpenOf(Db db, long user) => db.All(
        "SELECT space_id FROM membership WHERE user_id = $1 AND until_position IS NULL ORDER BY space_id",
        static r => r.Number(0), user);

    public static ValueTask<int> Insert(Db db, Membership m) => db.Execute(
        """
        INSERT INTO membership (space_id, user_id, username, since_number, since_position, joined_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        m.SpaceId, m.UserId, m.Username, m.SinceNumber, m.SincePosition, m.JoinedAt);

    public static ValueTask<int> Close(Db db, Membership m, long untilNumber, long untilPosition, DateTimeOffset at) => db.Execute(
        """
        UPDATE membership SET until_number = $4, until_position = $5, left_at = $6
        WHERE space_id = $1 AND user_id = $2 AND since_position = $3
        """,
        m.SpaceId, m.UserId, m.SincePosition, untilNumber, untilPosition, at);

    private static Membership Row(DbRow r) => new(
        r.Number(0), r.Number(1), r.Text(2), r.Number(3), r.NumberOrNull(4), r.Number(5), r.NumberOrNull(6), r.Date(7));
}
