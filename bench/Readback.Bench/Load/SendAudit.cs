using Readback.Configuration;
using Readback.Storage;

namespace Readback.Bench.Load;

/// <summary>
/// Looks in the database for every message that was acknowledged, when the server is gone: each stands there once, under the
/// id and with the content that its sender was told. What is at every id, and in its index entry, <c>verify</c> checks.
/// </summary>
internal static class SendAudit
{
    /// <returns>How many messages were acknowledged.</returns>
    /// <exception cref="InvalidOperationException">One of them is not there, or not as it was sent.</exception>
    public static async Task<int> Run(Sends sends, string directory, string? store)
    {
        var sent = new Dictionary<long, string>();
        foreach (var (id, content) in sends.Acknowledged)
        {
            if (!sent.TryAdd(id, content))
            {
                throw new InvalidOperationException($"Two messages were acknowledged under the id {id}: {sent[id]} and {content}");
            }
        }
        await using var database = await Stores.OpenExisting(new ReadbackSettings { Data = directory, Store = store });
        var found = await database.Read(db => Compare(db, sent));
        return found == sent.Count
            ? found
            : throw new InvalidOperationException($"Of {sent.Count} messages that were acknowledged only {found} are in the database.");
    }

    private static async ValueTask<int> Compare(Db db, Dictionary<long, string> sent)
    {
        var found = 0;
        await foreach (var (id, content) in db.Stream("SELECT id, content FROM message", static r => (r.Number(0), r.Text(1))))
        {
            if (!sent.TryGetValue(id, out var expected))
            {
                continue;
            }
            found++;
            if (content != expected)
            {
                throw new InvalidOperationException($"Message {id} was sent as '{expected}', and '{content}' is stored.");
            }
        }
        return found;
    }
}
