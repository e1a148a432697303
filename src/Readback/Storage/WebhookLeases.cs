namespace Readback.Storage;

/// <summary>Which of the servers that share a database delivers to webhooks. Only a shared database has this table.</summary>
internal static class WebhookLeases
{
    /// <summary>Who has it (nobody: empty), and a number that the holder raises while it lives.</summary>
    public static ValueTask<(string Holder, long Beat)> Find(Db db) =>
        db.First("SELECT holder, beat FROM webhook_lease WHERE id = 1", static r => (r.Text(0), r.Number(1)));

    /// <summary>Takes it, keeps it, or (with nobody's name) gives it up; false where the beat is not this one any more.</summary>
    public static async ValueTask<bool> Take(Db db, string holder, long beat) =>
        await db.Execute("UPDATE webhook_lease SET holder = $1, beat = beat + 1 WHERE id = 1 AND beat = $2", holder, beat) == 1;
}
