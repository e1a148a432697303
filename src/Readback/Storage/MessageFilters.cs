namespace Readback.Storage;

/// <summary>What the messages of a space are filtered by; what is null is not asked for.</summary>
/// <param name="Folded">Text to find in the folded content.</param>
/// <param name="Sender">The sender's username, exactly as on record.</param>
/// <param name="From">The earliest date, included.</param>
/// <param name="To">The latest date, included.</param>
internal sealed record MessageCriteria(string? Folded, string? Sender, DateTimeOffset? From, DateTimeOffset? To)
{
    public bool IsEmpty => this == new MessageCriteria(null, null, null, null);

    /// <summary>Whether the search index alone can count.</summary>
    public bool IsTextOnly => Folded is not null && this == new MessageCriteria(Folded, null, null, null);
}

/// <summary>One step of an order of messages.</summary>
internal readonly record struct MessageOrder(bool BySender, bool Descending);

/// <summary>Finds the messages of one space that meet criteria: by the index on text, on senders or on dates.</summary>
internal sealed class MessageFilters
{
    private readonly MessageCriteria _criteria;
    private readonly long _space;
    private readonly NumberRange _numbers;
    private readonly SearchPlan? _search;
    private readonly List<object?> _values = [];
    private readonly List<string> _conditions = [];

    private MessageFilters(Db db, long space, MessageCriteria criteria, NumberRange numbers)
    {
        (_criteria, _space, _numbers) = (criteria, space, numbers);
        var (lowest, highest) = (Bind(MessageId.Of(space, numbers.From)), Bind(MessageId.Of(space, numbers.To)));
        if (criteria.Folded is { } folded)
        {
            var place = Bind("");
            _search = db.Search.Contains(folded, lowest, highest, place);
            _values[^1] = _search.Value;
            _conditions.Add(_search.Condition);
        }
        else
        {
            _conditions.Add($"message.space_id = {Bind(space)} AND message.id BETWEEN {lowest} AND {highest}");
        }
        AddIf(criteria.Sender, "message.sender =");
        AddIf(criteria.From, "message.created_at >=");
        AddIf(criteria.To, "message.created_at <=");
    }

    /// <summary>
    /// Looks up first which numbers a period of time spans. Nearly always all of these are of the period, and then dates
    /// need not be asked again; where a clock was set back the dates themselves still decide.
    /// </summary>
    public static async ValueTask<MessageFilters> Prepare(Db db, long space, long lastNumber, MessageCriteria criteria)
    {
        if (criteria.From is null && criteria.To is null)
        {
            return new MessageFilters(db, space, criteria, new NumberRange(1, lastNumber));
        }
        var (lowest, highest, count) = await db.First(
            "SELECT min(id), max(id), count(*) FROM message WHERE space_id = $1 AND created_at >= $2 AND created_at <= $3",
            static r => r.IsNull(0) ? (1, 0, 0) : (r.Number(0), r.Number(1), r.Number(2)),
            space, criteria.From ?? DateTimeOffset.MinValue, criteria.To ?? DateTimeOffset.MaxValue);
        var span = new NumberRange(MessageId.Number(lowest), MessageId.Number(highest));
        var isWhole = span.Count == count;
        return new MessageFilters(db, space, isWhole ? criteria with { From = null, To = null } : criteria, span);
    }

    /// <summary>Messages have no gaps in their numbers: without further criteria there is nothing to count.</summary>
    public async ValueTask<long> Count(Db db) => _criteria.IsEmpty
        ? _numbers.Count
        : await db.Number(
            $"SELECT count(*) FROM {From(_criteria.IsTextOnly)} WHERE {string.Join(" AND ", _conditions)}", [.. _values]);

    /// <summary>
    /// Some messages in an order. Where nothing but the order of the log decides, it is arithmetic, as in an inbox.
    /// </summary>
    public ValueTask<List<MessageRow>> Page(Db db, IReadOnlyList<MessageOrder> orders, long offset, int size) =>
        _criteria.IsEmpty && !orders[0].BySender
            ? ByNumber(db, orders[0].Descending, offset, size)
            : Search(db, orders, offset, size);

    private async ValueTask<List<MessageRow>> ByNumber(Db db, bool newestFirst, long offset, int size)
    {
        var wanted = newestFirst
            ? new NumberRange(_numbers.To - offset - size + 1, _numbers.To - offset)
            : new NumberRange(_numbers.From + offset, _numbers.From + offset + size - 1);
        var range = wanted.Overlap(_numbers);
        return range.IsEmpty ? [] : await Messages.InRanges(db, _space, [range], newestFirst);
    }

    /// <summary>Only ids are sorted and skipped; contents are read for the page alone.</summary>
    private ValueTask<List<MessageRow>> Search(Db db, IReadOnlyList<MessageOrder> orders, long offset, int size)
    {
        var id = _search?.Id ?? "message.id";
        var isIndexEnough = _criteria.IsTextOnly && !orders.Any(order => order.BySender);
        return db.All(
            $"""
            SELECT {Messages.Columns} FROM message JOIN (
              SELECT {id} AS id FROM {From(isIndexEnough)} WHERE {string.Join(" AND ", _conditions)}
              ORDER BY {Terms(orders, id)} LIMIT ${_values.Count + 1} OFFSET ${_values.Count + 2}
            ) AS page ON page.id = message.id
            ORDER BY {Terms(orders, "message.id")}
            """,
            Messages.Row, [.. _values, (long)size, offset]);
    }

    private static string Terms(IEnumerable<MessageOrder> orders, string id) => string.Join(
        ", ", orders.Select(order => $"{(order.BySender ? "message.sender" : id)} {(order.Descending ? "DESC" : "ASC")}"));

    private string From(bool isIndexEnough) =>
        _search is null ? "message" : isIndexEnough ? _search.FromAlone : _search.From;

    private void AddIf(object? value, string condition)
    {
        if (value is not null)
        {
            _conditions.Add($"{condition} {Bind(value)}");
        }
    }

    private string Bind(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
