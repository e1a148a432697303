
namespace Readback.Storage;

/// <summary>A sender's key for one message, so that a repeat stores nothing twice.</summary>
internal sealed record IdempotencyKey(
    long SpaceId, long UserId, string Key, string ContentHash, long MessageId, DateTimeOffset CreatedAt);

internal static class IdempotencyKeys
{
    /// <summary>The keys among these that were used at or after <paramref name="since"/>.</summary>
    public static Question<IdempotencyKey> Find(
        Db db, IEnumerable<(long Space, long User, string Key)> keys, DateTimeOffset since) => db.Ask(
        """
        SELECT space_id, user_id, key, content_hash, message_id, created_at FROM idempotency_key
        WHERE space_id = $1 AND user_id = $2 AND key = $3 AND created_at >= $4
        """,
        Row, [.. keys.Select(key => new DbValue[] { key.Space, key.User, key.Key, since })]);

    public static ValueTask Save(Db db, IEnumerable<IdempotencyKey> keys) => db.InsertMany(
        "idempotency_key", "space_id, user_id, key, content_hash, message_id, created_at",
        [.. keys.Select(k => new DbValue[] { k.SpaceId, k.UserId, k.Key, k.ContentHash, k.MessageId, k.CreatedAt })],
        """
        ON CONFLICT (space_id, user_id, key) DO UPDATE
        SET content_hash = excluded.content_hash, message_id = excluded.message_id, created_at = excluded.created_at
        """);

    /// <summary>Dates that are ahead of the clock become its own.</summary>
    public static ValueTask<int> DateBy(Db db, DateTimeOffset now) =>
        db.Execute("UPDATE idempotency_key SET created_at = $1 WHERE created_at > $1", now);

    public static ValueTask<int> DeleteBefore(Db db, DateTimeOffset date) =>
        db.Execute("DELETE FROM idempotency_key WHERE created_at < $1", date);

    private static IdempotencyKey Row(DbRow r) => new(
        r.Number(0), r.Number(1), r.Text(2), r.Text(3), r.Number(4), r.Date(5));
}
