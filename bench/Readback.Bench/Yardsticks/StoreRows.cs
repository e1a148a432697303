using SQLitePCL;

namespace Readback.Bench.Yardsticks;

/// <summary>Which rows a message is.</summary>
internal enum StoreDesign
{
    /// <summary>What a send leaves in the product's tables, the search index with it.</summary>
    Product,

    /// <summary>The same without the search index.</summary>
    ProductUnsearched,

    /// <summary>The message, and a row for each of 1,000 recipients.</summary>
    RowPerRecipient,
}

/// <summary>The rows of one message after the other, as the product's schema has them, in tables of the same keys and indexes.</summary>
internal sealed class StoreRows : IDisposable
{
    public const int Recipients = 1000;

    private static readonly string[] Tables =
    [
        "CREATE TABLE message (id INTEGER PRIMARY KEY, space_id INTEGER, position INTEGER, sender_id INTEGER, sender TEXT, created_at INTEGER, content TEXT)",
        "CREATE INDEX message_by_sender ON message (space_id, sender, id)",
        "CREATE INDEX message_by_date ON message (space_id, created_at, id)",
        "CREATE VIRTUAL TABLE message_search USING fts5 (folded, tokenize = 'trigram case_sensitive 1')",
        "CREATE TABLE log (space_id INTEGER, position INTEGER, kind TEXT, user_id INTEGER, at INTEGER, number INTEGER, PRIMARY KEY (space_id, position)) WITHOUT ROWID",
        "CREATE TABLE message_receipts (space_id INTEGER, number INTEGER, recipient_count INTEGER, read_count INTEGER, PRIMARY KEY (space_id, number)) WITHOUT ROWID",
        "CREATE TABLE read_entry (space_id INTEGER, user_id INTEGER, from_number INTEGER, to_number INTEGER, read_at INTEGER, PRIMARY KEY (space_id, user_id, from_number)) WITHOUT ROWID",
        "CREATE TABLE head (space_id INTEGER PRIMARY KEY, number INTEGER)",
        "CREATE TABLE recipient (message_id INTEGER, user_id INTEGER, is_read INTEGER, PRIMARY KEY (message_id, user_id)) WITHOUT ROWID",
    ];

    private const string Message = "INSERT INTO message VALUES (?1, 1, ?2, ?3, 'operator-' || ?3, 1790000000000 + ?1, ?4)";

    private static readonly string[] Always =
    [
        Message,
        "INSERT INTO log VALUES (1, ?2, 'message', ?3, 1790000000000 + ?1, ?1)",
        "INSERT INTO message_receipts VALUES (1, ?1, 1000, 1)",
        "INSERT INTO read_entry VALUES (1, ?3, ?1, ?1, 1790000000000 + ?2)",
    ];

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
            StoreDesign.Product => [.. Always, Search],
            StoreDesign.ProductUnsearched => Always,
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
