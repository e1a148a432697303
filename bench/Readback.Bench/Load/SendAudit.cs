using Readback.Bench.Seeding;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Bench.Load;

/// <summary>
/// Looks in the database for every message that was acknowledged, when the server is gone: each stands there once, under the
/// id (and so the number) that its sender was told, in the space it was sent to, with its content. Some are looked for by the search
/// index; that it has all of them is what <c>readback verify</c> shows, which makes it anew and compares.
/// </summary>
internal static class SendAudit
{
    /// <summary>Of so many messages one is looked for by the index.</summary>
    private const int LookEvery = 64;

    /// <returns>How many messages were acknowledged.</returns>
    /// <exception cref="WrongAnswerException">One of them is not there, or not as it was sent.</exception>
    public static async Task<int> Run(Sends sends, Seeded seeded, string directory, string? store)
    {
        var sent = new Dictionary<long, Sent>();
        foreach (var each in sends.Acknowledged)
        {
            if (!sent.TryAdd(each.Id, each))
            {
                throw new WrongAnswerException($"Two messages were acknowledged under the id {each.Id}: {sent[each.Id].Content} and {each.Content}");
            }
        }
        await using var database = await Stores.OpenExisting(new ReadbackSettings { Data = directory, Store = store });
        await database.Read(async db =>
        {
            Require(await Messages(db, sent, seeded), sent.Count, "in the database");
            var some = sent.Values.Where((_, place) => place % LookEvery == 0).ToList();
            Require(await Found(db, some), some.Count, "found by the search index");
            return true;
        });
        return sent.Count;
    }

    private static async ValueTask<int> Messages(Db db, Dictionary<long, Sent> sent, Seeded seeded)
    {
        var found = 0;
        await foreach (var (id, sender, content) in db.Stream(
            "SELECT id, sender, content FROM message", static r => (r.Number(0), r.Text(1), r.Text(2))))
        {
            if (!sent.TryGetValue(id, out var expected))
            {
                continue;
            }
            found++;
            if (content != expected.Content || sender != expected.Sender || MessageId.Space(id) != seeded.Spaces[expected.Space].Id)
            {
                throw new WrongAnswerException($"{expected.Sender} sent message {id} as '{expected.Content}' to {expected.Space}, and '{content}' of {sender} is stored.");
            }
        }
        return found;
    }

    private static async ValueTask<int> Found(Db db, List<Sent> sent)
    {
        var found = 0;
        foreach (var one in sent)
        {
            var (number, numbers) = (MessageId.Number(one.Id), new NumberSet());
            await db.Search.Find(db, CaseFolding.Fold(one.Mark), MessageId.Space(one.Id), new NumberRange(number, number), numbers);
            found += (int)numbers.Count(new NumberRange(number, number));
        }
        return found;
    }

    private static void Require(int found, int wanted, string where)
    {
        if (found != wanted)
        {
            throw new WrongAnswerException($"Of {wanted} messages that were acknowledged only {found} are {where}.");
        }
    }
}
