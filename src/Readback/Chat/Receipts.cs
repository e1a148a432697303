using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Directory;
using Readback.Http;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>How far a message has got.</summary>
/// <param name="Number">The message's number.</param>
/// <param name="ReadCount">Recipients that have read it, the sender among them unless that is a machine.</param>
/// <param name="RecipientCount">Members when it was sent, the sender among them unless that is a machine.</param>
public sealed record ReceiptCount(long Number, long ReadCount, long RecipientCount);

/// <summary>Receipts for a screen full of messages.</summary>
internal static class Receipts
{
    /// <summary>Message numbers one call may ask for.</summary>
    public const int MaxNumbers = 200;

    /// <summary>How many have read each message of a range of numbers.</summary>
    /// <param name="fromNumber">The first number, from 1.</param>
    /// <param name="toNumber">The last number; 200 numbers at most.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="store">Where the counts are.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static async Task<Results<JsonAnswer<IReadOnlyList<ReceiptCount>>, ProblemResult>> Handle(
        string? fromNumber, string? toNumber, Member member, IStore store, HttpContext context, CancellationToken cancellation)
    {
        if (!WireId.TryParse(fromNumber, out var from) || from == 0)
        {
            return ProblemResult.BadRequest("fromNumber: must be a message number, from 1.");
        }
        if (!WireId.TryParse(toNumber, out var to) || to < from || to - from >= MaxNumbers)
        {
            return ProblemResult.BadRequest(
                $"toNumber: must be a message number, not below fromNumber, and at most {MaxNumbers} numbers may be asked for.");
        }
        var (head, rows) = await store.Read(
            async db => (await SpaceHeads.Read(db, member.SpaceId),
                await MessageReceipts.InRange(db, member.SpaceId, new NumberRange(from, to))),
            cancellation);
        LogPosition.Show(context, head!.LastPosition);
        return new JsonAnswer<IReadOnlyList<ReceiptCount>>(
            rows.ConvertAll(row => new ReceiptCount(row.Number, row.ReadCount, row.RecipientCount)), ChatJson.Default.IReadOnlyListReceiptCount);
    }
}
