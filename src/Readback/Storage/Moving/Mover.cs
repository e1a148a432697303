using Readback.Storage.Search;

namespace Readback.Storage.Moving;

/// <summary>
/// Copies all data from one database to another one, of whichever engine. A chunk of rows is one transaction, in the order
/// of keys: what the target holds says how far it has come, so that a move that broke off goes on from there.
/// </summary>
internal sealed class Mover(IStore source, IStore target)
{
    /// <summary>Rows that are read and written at once.</summary>
    public const int ChunkRows = 2000;

    private SourceState? _compared;

    /// <summary>Marks the target. One that was marked by the same move before goes on.</summary>
    /// <exception cref="StoreRefusedException">There is nothing to move, or the target holds other data.</exception>
    public async Task Begin()
    {
        await source.Read(MoveMark.Refuse);
        if (await source.Read(db => Meta.Find(db, Meta.LogLife)) is not { } life)
        {
            throw new StoreRefusedException("There is nothing to move: no server has started on the source yet.");
        }
        await target.Write(async db =>
        {
            var mark = await MoveMark.Find(db);
            if (mark is null ? await Users.Any(db) || await Meta.Find(db, Meta.LogLife) is not null : mark != life)
            {
                throw new StoreRefusedException("The target holds other data. Data is moved into an empty database only.");
            }
            if (mark is null)
            {
                await MoveMark.Set(db, life);
                // The schema begins with one: it is moved like all the rest.
                await db.Execute("DELETE FROM directory_head");
            }
            return true;
        });
    }

    /// <summary>Copies what is not there yet; returns how many rows that were.</summary>
    /// <param name="progress">Is told how many rows of how many are there.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    public async Task<long> Copy(Action<long, long> progress, CancellationToken cancellation)
    {
        var total = await CountAll(source);
        var there = await CountAll(target);
        var copied = 0L;
        var filled = new List<string>();
        foreach (var table in MovedTables.All)
        {
            var after = await target.Read(db => db.First(table.HighestKey, TableContent.Values), cancellation);
            var rows = await Chunk(table, after);
            if (after is not null || rows.Count > 0)
            {
                filled.AddRange(table == MovedTables.Messages ? [table.Name, "message_search"] : [table.Name]);
            }
            while (rows.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                var next = Chunk(table, [.. rows[^1].Take(table.Key.Count)]);
                await target.Write(db => Write(db, table, rows));
                copied += rows.Count;
                progress(there + copied, total);
                rows = await next;
            }
        }
        if (target.IsShared)
        {
            // PostgreSQL plans by what it knows of its tables, and it has not looked at these yet. What it once saw empty it
            // would take to be small for as long as it does not look again, however fast it grows.
            await target.Write(db => db.Execute($"ANALYZE {string.Join(", ", filled)}"));
        }
        return copied;
    }

    /// <summary>The contents of both sides, table by table.</summary>
    /// <exception cref="StoreRefusedException">They are not the same.</exception>
    public async Task<long> Compare(Action<long, long> progress, CancellationToken cancellation)
    {
        _compared = await source.Read(SourceState.Of, cancellation);
        var (total, done) = (2 * await CountAll(source), 0L);
        var compared = 0L;
        foreach (var table in MovedTables.All)
        {
            var (here, there) = (await ContentOf(source, table), await ContentOf(target, table));
            if (here != there)
            {
                throw new StoreRefusedException(
                    $"The two sides differ in {table.Name}: {here.Rows} rows here, {there.Rows} there, or other contents. "
                    + "The source has changed since the move began, or something else wrote to the target: empty the target and begin anew.");
            }
            compared += here.Rows;
        }
        return compared;

        async Task<TableContent> ContentOf(IStore store, MovedTable table)
        {
            var before = done;
            var content = await store.Read(
                db => TableContent.Of(db, table, rows => progress(before + rows, total), cancellation), cancellation);
            done += content.Rows;
            return content;
        }
    }

    /// <summary>Opens the target for use, with the act on its record.</summary>
    /// <exception cref="StoreRefusedException">The source has changed since the two sides were compared.</exception>
    public async Task End(AuditRow record)
    {
        if (await source.Read(SourceState.Of) != _compared)
        {
            throw new StoreRefusedException(
                "The source has changed since the two sides were compared: a server is at work on it. Stop all of them, empty the "
                + "target and begin anew. The target is not opened for use.");
        }
        await target.Write(async db =>
        {
            foreach (var table in MovedTables.All.Where(table => table.MakesIds))
            {
                await db.ContinueIds(table.Name);
            }
            await AuditLog.Insert(db, record);
            return await MoveMark.Remove(db);
        });
    }

    private Task<List<DbValue[]>> Chunk(MovedTable table, DbValue[]? after) => source.Read(db => after is null
        ? db.All(table.FirstRows, TableContent.Values, (long)ChunkRows)
        : db.All(table.RowsAfter, TableContent.Values, [.. after, (long)ChunkRows]));

    private static async ValueTask<bool> Write(Db db, MovedTable table, List<DbValue[]> rows)
    {
        await db.InsertMany(table.Name, table.Columns, rows);
        if (table == MovedTables.Messages)
        {
            await db.Search.Add(db, rows.Select(row => new NewText(row[0].Number, row[^1].Text!)));
        }
        return true;
    }

    private static Task<long> CountAll(IStore store) => store.Read(async db =>
    {
        var rows = 0L;
        foreach (var table in MovedTables.All)
        {
            rows += await db.Number($"SELECT count(*) FROM {table.Name}");
        }
        return rows;
    });
}
