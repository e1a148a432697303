using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>A message that somebody has not read in time, and who.</summary>
internal sealed record UnreadMessage(MessageRow Message, MessageReceipts Counts, IReadOnlyList<string> Names);

/// <summary>Looks at messages when their time has come, each once and in the order of numbers.</summary>
internal static class UnreadMessages
{
    /// <summary>Messages that one look goes through.</summary>
    private const int MaxMessages = 200;

    /// <summary>Names that are told of who has not read a message; all are counted.</summary>
    private const int MaxNames = 100;

    /// <summary>
    /// The first message after a number that was sent before a date and that somebody has not read; and the number up to
    /// which there is none such.
    /// </summary>
    public static async ValueTask<(long Passed, UnreadMessage? Found)> After(Db db, long space, long number, DateTimeOffset until)
    {
        var due = (await Messages.After(db, space, number, MaxMessages)).TakeWhile(message => message.CreatedAt <= until).ToList();
        if (due.Count == 0)
        {
            return (number, null);
        }
        var counts = await MessageReceipts.InRange(db, space, new NumberRange(due[0].Number, due[^1].Number));
        var first = counts.FindIndex(count => count.ReadCount < count.RecipientCount);
        return first < 0 ? (due[^1].Number, null) : (due[first].Number - 1, await Find(db, due[first], counts[first]));
    }

    private static async ValueTask<UnreadMessage> Find(Db db, MessageRow message, MessageReceipts counts)
    {
        var unread = await Recipients.ByReading(db, message, isRead: false, byDate: false, descending: false, offset: 0, MaxNames);
        return new UnreadMessage(message, counts, unread.ConvertAll(recipient => recipient.Username));
    }
}
