using System.Runtime.CompilerServices;
using Readback.Chat.Inboxes;
using Readback.Storage;

namespace Readback.Export;

/// <summary>
/// Fetches what a plan says, some messages at a time: no transaction is open for longer than one page takes, so that the
/// database's own log does not grow with the export, and no more is in memory than a page.
/// </summary>
internal sealed class ExportReader(IReads store, ExportPlan plan, int mostMessages = ExportReader.MaxMessages)
{
    /// <summary>Messages of one page.</summary>
    public const int MaxMessages = 1000;

    /// <summary>Messages times members of one page: each may be a row of its own in the answer.</summary>
    private const int MaxCells = 100_000;

    private readonly LateReads _late = new(plan.SpaceId, plan.Position);

    public async IAsyncEnumerable<List<ExportedMessage>> Pages([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var size = Math.Clamp(MaxCells / Math.Max(1, plan.Members.Count), 1, mostMessages);
        foreach (var range in plan.Numbers)
        {
            for (var from = range.From; from <= range.To; from += size)
            {
                var numbers = new NumberRange(from, Math.Min(range.To, from + size - 1));
                yield return await store.Read(db => Page(db, numbers), cancellation);
            }
        }
    }

    private async ValueTask<List<ExportedMessage>> Page(Db db, NumberRange numbers)
    {
        await _late.CatchUp(db);
        var messages = await Messages.InRanges(db, plan.SpaceId, [numbers], newestFirst: false);
        var entries = (await ReadStates.EntriesOfAll(db, plan.SpaceId, numbers)).ToLookup(entry => entry.UserId);
        var readers = plan.Members
            .Where(member => member.SinceNumber <= numbers.To && (member.UntilNumber ?? long.MaxValue) >= numbers.From)
            .Select(member => new Reader(member, new ReadDates(entries[member.UserId]), _late.Of(member.UserId)))
            .ToArray();
        return messages.ConvertAll(message => new ExportedMessage(message, RecipientsOf(message, readers)));
    }

    private static List<ExportedRecipient> RecipientsOf(MessageRow message, Reader[] readers)
    {
        var recipients = new List<ExportedRecipient>(readers.Length);
        foreach (var (member, dates, late) in readers)
        {
            if (message.Number >= member.SinceNumber && message.Number <= (member.UntilNumber ?? long.MaxValue)
                && member.UserId != message.SenderId)
            {
                recipients.Add(new ExportedRecipient(member.Username, NumberRanges.Holding(late, static range => range, message.Number) >= 0 ? null : dates.Of(message.Number)));
            }
        }
        return recipients;
    }

    private readonly record struct Reader(Membership Member, ReadDates Dates, IReadOnlyList<NumberRange> Late);
}
