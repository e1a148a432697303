using Readback.Text;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Brings the search index after the log, in transactions of the one writer's that hold nobody up for long. A share of the
/// index in every commit would take two thirds of its work: FTS5 writes a segment for each transaction, and merges them. So
/// it is told to merge nothing by itself; that is done here too, by small steps, and many segments at once.
/// </summary>
internal sealed class SqliteSearchFollower
{
    /// <summary>Messages that enter the index in one transaction.</summary>
    public const int ChunkMessages = 1000;

    /// <summary>Pages of the index that one step of merging writes.</summary>
    private const int MergedPages = 64;

    /// <summary>Chunks that may lie in the index unmerged while the writer has other work: each is one more place to look.</summary>
    private const int MaxUnmergedChunks = 128;

    /// <summary>A step of merging that changed fewer rows than this had nothing to do.</summary>
    private const int FewestMergedRows = 2;

    private readonly SortedSet<long> _behind = [];
    private bool _hasLooked;
    private bool _isMerged;
    private long _waiting;
    private long _owed;
    private int _unmergedChunks;

    /// <summary>Whether there is anything to do.</summary>
    public bool HasWork => !_hasLooked || _behind.Count > 0 || !_isMerged;

    /// <summary>Whether it can't wait until nobody else wants to write.</summary>
    public bool IsDue => _waiting >= ChunkMessages || _unmergedChunks > MaxUnmergedChunks;

    /// <summary>Whether more was written than entered the index since: the rest comes first, or it would fall behind without end.</summary>
    public bool IsLosing => _owed >= ChunkMessages;

    /// <summary>Messages were written, or may have been: a transaction that fails is found out by looking.</summary>
    public void Note(IEnumerable<long> messages)
    {
        foreach (var id in messages)
        {
            _behind.Add(MessageId.Space(id));
            _waiting++;
            _owed++;
        }
    }

    /// <summary>A transaction did not come to its end, and what is known here may be wrong.</summary>
    public void LookAgain() => _hasLooked = false;

    /// <summary>Does a step of the work, in a transaction of its own.</summary>
    public async ValueTask Step(SqliteDb db)
    {
        if (!_hasLooked)
        {
            await Look(db);
        }
        else if (_behind.Count > 0 && _unmergedChunks <= MaxUnmergedChunks)
        {
            await IndexChunk(db);
        }
        else
        {
            await Merge(db);
        }
    }

    /// <summary>How far the index is, only the database knows: the process before this one may have ended anywhere.</summary>
    private async ValueTask Look(SqliteDb db)
    {
        _behind.Clear();
        _waiting = 0;
        foreach (var (space, lastNumber) in await db.All(
            "SELECT space_id, last_number FROM space_head WHERE last_number > 0", static r => (r.Number(0), r.Number(1))))
        {
            var missing = lastNumber - await SqliteSearch.LastIndexed(db, space);
            if (missing > 0)
            {
                _behind.Add(space);
                _waiting += missing;
            }
        }
        _hasLooked = true;
    }

    /// <summary>In the order of ids: FTS5 closes a segment when one is lower than the one before it.</summary>
    private async ValueTask IndexChunk(SqliteDb db)
    {
        var room = ChunkMessages;
        while (room > 0 && _behind.Count > 0)
        {
            var space = _behind.Min;
            var rows = await db.All(
                "SELECT id, content FROM message WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3",
                static r => new object?[] { r.Number(0), CaseFolding.Fold(r.Text(1)) },
                MessageId.Of(space, await SqliteSearch.LastIndexed(db, space) + 1), MessageId.Of(space, MessageId.MaxNumber), (long)room);
            await db.InsertMany("message_search", "rowid, folded", rows);
            if (rows.Count < room)
            {
                _behind.Remove(space);
            }
            room -= rows.Count;
        }
        _waiting = _behind.Count == 0 ? 0 : Math.Max(0, _waiting - (ChunkMessages - room));
        _owed = Math.Max(0, _owed - ChunkMessages);
        _unmergedChunks++;
        _isMerged = false;
    }

    private async ValueTask Merge(SqliteDb db)
    {
        var before = db.TotalChanges;
        await db.Execute("INSERT INTO message_search (message_search, rank) VALUES ('merge', $1)", (long)MergedPages);
        if (db.TotalChanges - before < FewestMergedRows)
        {
            _isMerged = true;
            _unmergedChunks = 0;
        }
    }
}
