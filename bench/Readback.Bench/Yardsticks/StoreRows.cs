using SQLitePCL;

namespace Readback.Bench.Yardsticks;

/// <summary>Which rows a message is.</summary>
internal enum StoreDesign
{
    /// <summary>What a send leaves in the product's tables; the search index follows later.</summary>
    Product,

    /// <summary>The same with FTS5's trigrams in the same transaction, as one would do it by hand.</summary>
    ProductWithTrigrams,

    /// <summary>The message, and a row for each of 1,000 recipients.</summary>
    RowPerRecipient,
}

/// <summary>The rows of one message after the other, as the product's schema has them, in tables of the same keys and indexes.</summary>
internal sealed class StoreRows : IDisposable
{
    public const int Recipients = 1000;

    private static readonly string[] Tables =
    [
        "CREATE TABLE message (id INTEGER PRIMARY KEY, space_id INTEGER, position INTEGER, sender_id INTEGER, sender TEXT, created_at INTEGER, recipient_count INTEGER, content TEXT)",
        "CREATE INDEX message_by_sender ON message (space_id, sender)",
        "CREATE VIRTUAL TABLE message_search USING fts5 (folded, tokenize = 'trigram case_sensitive 1')",
        "CREATE TABLE head (space_id INTEGER PRIMARY KEY, number INTEGER)",
        "CREATE TABLE recipient (message_id INTEGER, user_id INTEGER, is_read INTEGER, PRIMARY KEY (message_id, user_id)) WITHOUT ROWID",
    ];

    private const string Message = "INSERT INTO message VALUES (?1, 1, ?2, ?3, 'operator-' || ?3, 1790000000000 + ?1, 1000, ?4)";

    private const string Search = "INSERT INTO message_search (rowid, folded) SELECT ?1, ?4 WHERE ?2 + ?3 > 0";
    private const string Recipient = "INSERT INTO recipient VALUES (?1, ?2, ?3)";
    private const string Head = "INSERT INTO head VALUES (1, ?1) ON CONFLICT (space_id) DO UPDATE SET number = excluded.number";
    private const int Senders = 4;

    private readonly List<RawStatement> _perMessage;
    private readonly RawStatement? _recipient;
    private readonly RawStatement _head;

    public StoreRows(sqlite3 db, StoreDesign design)
    {
        foreach (var table in Tables)
        {
            using var create = new RawStatement(db, table);
            create.Run();
        }
        string[] sql = design switch
        {
            StoreDesign.ProductWithTrigrams => [Message, Search],
            _ => [Message],
        };
        _perMessage = [.. sql.Select(each => new RawStatement(db, each))];
        _recipient = design == StoreDesign.RowPerRecipient ? new RawStatement(db, Recipient) : null;
        _head = new RawStatement(db, Head);
    }

    public void Write(int number, ReadOnlySpan<byte> content)
    {
        foreach (var statement in _perMessage)
        {
            statement.Run(number, number, number % Senders, content);
        }
        for (var user = 1; _recipient is not null && user <= Recipients; user++)
        {
            _recipient.Run(number, user, 0);
        }
    }

    public void EndBatch(int number) => _head.Run(number);

    public void Dispose()
    {
        _perMessage.ForEach(statement => statement.Dispose());
        _recipient?.Dispose();
        _head.Dispose();
    }
}
