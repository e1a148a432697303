using Readback.Storage;

namespace Readback.Log;

/// <summary>
/// Decides a batch, item after item, on facts that can't change meanwhile: what fails is answered alone and takes no
/// number; all else is numbered in the order in which it came, each item seeing what those before it did.
/// </summary>
internal sealed class Batch(BatchFacts facts, DateTimeOffset now)
{
    private readonly Dictionary<long, SpaceHead> _heads = new(facts.Heads);

    public BatchRows Rows { get; } = new();

    public IEnumerable<SpaceHead> ChangedHeads => _heads.Values.Where(head => head != facts.Heads[head.SpaceId]);

    public LogAnswer Decide(LogItem item)
    {
        if (Refusal(item) is { } refusal)
        {
            return new LogAnswer(refusal);
        }
        return item switch
        {
            SendItem send => Send(send),
            SetReadItem read => new LogAnswer(SetRead(read)),
            _ => throw new InvalidOperationException($"No way to write a {item.GetType().Name}."),
        };
    }

    private LogOutcome? Refusal(LogItem item)
    {
        var caller = facts.Callers[(item.Author.SessionId, item.Author.SpaceId)];
        return caller switch
        {
            null or { SessionIsGood: false } or { MayLogIn: false } => LogOutcome.SessionEnded,
            { MustResetPassword: true } => LogOutcome.PasswordResetRequired,
            { IsMember: false } => LogOutcome.NotAMember,
            { IsAuditor: true } when item is SendItem => LogOutcome.AuditorMayNotSend,
            { TokenMaySend: false } when item is SendItem => LogOutcome.MachineMayNotSend,
            _ => null,
        };
    }

    private LogAnswer Send(SendItem item)
    {
        var (session, user, space) = item.Author;
        if (item.Key is not null && facts.Keys.TryGetValue((space, user, item.Key), out var used))
        {
            return used.ContentHash == item.ContentHash
                ? new LogAnswer(LogOutcome.Done, used.MessageId)
                : new LogAnswer(LogOutcome.KeyUsedForAnotherMessage);
        }
        if (_heads[space].LastNumber == MessageId.MaxNumber)
        {
            return new LogAnswer(LogOutcome.SpaceIsFull);
        }
        var head = Advance(space, messages: 1);
        var sender = facts.Callers[(session, space)]!;
        var message = new MessageRow(
            MessageId.Of(space, head.LastNumber), head.LastPosition, user, sender.Username, head.LastDate, head.MemberCount, item.Content);
        Rows.Messages.Add(message);
        if (!sender.IsMachine)
        {
            Rows.CountRead(space, user, 1);
        }
        if (facts.Runs.TryGetValue((space, user), out var runs))
        {
            runs.Read([new NumberRange(message.Number, message.Number)]);
        }
        if (item.Key is not null)
        {
            var key = new IdempotencyKey(space, user, item.Key, item.ContentHash, message.Id, now);
            facts.Keys[(space, user, item.Key)] = key;
            Rows.Keys.Add(key);
        }
        return new LogAnswer(LogOutcome.Done, message.Id);
    }

    private LogOutcome SetRead(SetReadItem item)
    {
        var (_, user, space) = item.Author;
        var inbox = facts.Memberships[(space, user)]
            .Select(membership => membership.Delivered(_heads[space].LastNumber))
            .Where(range => !range.IsEmpty).ToList();
        if (!item.Ranges.All(range => IsDelivered(inbox, range)))
        {
            return LogOutcome.NotInInbox;
        }
        var runs = facts.Runs[(space, user)];
        var unread = runs.Read(item.Ranges);
        if (unread.Count == 0)
        {
            return LogOutcome.Done;
        }
        var head = Advance(space, messages: 0);
        Rows.Log.Add(new LogEntry(
            space, head.LastPosition, LogKind.Read, user, head.LastDate, head.LastNumber, NumberRanges.ToJson(unread)));
        Rows.Runs[(space, user)] = runs;
        Rows.CountRead(space, user, unread.Sum(range => range.Count));
        foreach (var range in unread)
        {
            Rows.Reads.Add(new ReadEntry(space, user, range, head.LastDate));
            Rows.Readers.Add(space, range);
        }
        return LogOutcome.Done;
    }

    /// <summary>Times of membership follow one another, so a range may reach over several that adjoin.</summary>
    private static bool IsDelivered(List<NumberRange> inbox, NumberRange range)
    {
        var next = range.From;
        foreach (var delivered in inbox)
        {
            if (delivered.Contains(next))
            {
                next = delivered.To + 1;
            }
        }
        return next > range.To;
    }

    private SpaceHead Advance(long space, int messages)
    {
        var head = _heads[space];
        if (SpaceClock.IsSetBack(now, head.LastDate))
        {
            Rows.SetBack.Add((space, head.LastNumber + 1, head.LastDate));
        }
        return _heads[space] = head with
        {
            LastNumber = head.LastNumber + messages,
            LastPosition = head.LastPosition + 1,
            LastDate = SpaceClock.Next(now, head.LastDate),
        };
    }
}
