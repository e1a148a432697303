namespace Readback.Storage.Search;

/// <summary>What the messages of a space are filtered by; what is null is not asked for.</summary>
/// <param name="Folded">Text to find in the folded content.</param>
/// <param name="Sender">The sender's username, exactly as on record.</param>
/// <param name="From">The earliest date, included.</param>
/// <param name="To">The latest date, included.</param>
internal sealed record MessageCriteria(string? Folded, string? Sender, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>An order of messages: by sender at first, or by number alone; numbers decide every tie.</summary>
internal readonly record struct MessageOrder(bool BySender, bool SendersDescending, bool NewestFirst);

/// <summary>
/// Finds the numbers of the messages that meet criteria: for a text or a sender a set, for a period ranges, and for several
/// of them what these have in common. What was found once is kept, and asked again only about newer messages.
/// </summary>
internal sealed class MessageFilters(KeptAnswers kept)
{
    /// <summary>Among the first <paramref name="lastNumber"/> messages, which are all that the transaction sees.</summary>
    public async ValueTask<MessageSelection> Find(Db db, long space, long lastNumber, MessageCriteria criteria)
    {
        var ranges = criteria.From is null && criteria.To is null
            ? [new NumberRange(1, lastNumber)]
            : await DateSteps.Period(
                db, space, lastNumber, criteria.From ?? DateTimeOffset.MinValue, criteria.To ?? DateTimeOffset.MaxValue);
        var sets = new List<NumberSet>();
        if (criteria.Folded is { } folded)
        {
            sets.Add(await Numbers(
                new AnswerKey(space, AnswerKind.Text, folded), lastNumber,
                (numbers, into) => db.Search.Find(db, folded, space, numbers, into)));
        }
        if (criteria.Sender is { } sender)
        {
            sets.Add(await Numbers(
                new AnswerKey(space, AnswerKind.Sender, sender), lastNumber,
                (numbers, into) => Messages.OfSender(db, sender, space, numbers, into)));
        }
        return new MessageSelection(ranges, sets is [] ? null : sets.Aggregate((a, b) => a.And(b)));
    }

    /// <summary>Who sent each of the first <paramref name="lastNumber"/> messages.</summary>
    public async ValueTask<SenderColumn> Senders(Db db, long space, long lastNumber)
    {
        var key = new AnswerKey(space, AnswerKind.AllSenders, "");
        var senders = kept.Find<SenderColumn>(key) ?? SenderColumn.Empty;
        if (senders.To < lastNumber)
        {
            kept.Keep(key, senders = await senders.GrowTo(db, space, lastNumber));
        }
        return senders;
    }

    /// <summary>Kept only when it has come to its end: a search that is stopped leaves by its exception.</summary>
    private async ValueTask<NumberSet> Numbers(AnswerKey key, long lastNumber, Func<NumberRange, NumberSet, ValueTask> find)
    {
        var found = kept.Find<FoundNumbers>(key) ?? FoundNumbers.None;
        if (found.To < lastNumber)
        {
            var numbers = found.Numbers.GrowingAfter(found.To);
            await find(new NumberRange(found.To + 1, lastNumber), numbers);
            kept.Keep(key, found = new FoundNumbers(numbers, lastNumber));
        }
        return found.Numbers;
    }
}
