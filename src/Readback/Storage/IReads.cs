namespace Readback.Storage;

/// <summary>A database as somebody sees it who only reads: a server's own, or one beside which a server writes.</summary>
internal interface IReads
{
    /// <summary>Runs <paramref name="read"/> on one snapshot of the database.</summary>
    /// <param name="read">Statements that only read.</param>
    /// <param name="cancellation">Interrupts the statement that is running.</param>
    Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default);
}
