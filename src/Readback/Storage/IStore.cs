namespace Readback.Storage;

/// <summary>
/// The database, whichever engine holds it. Everything that is read or written goes through one of these two calls;
/// the statements themselves stand beside this file, one file a table, and are the same for every engine.
/// </summary>
/// <remarks>Both throw <see cref="StoreUnavailableException"/> when the database does not answer.</remarks>
internal interface IStore : IReads, IAsyncDisposable
{
    /// <summary>Whether other servers may be at work on the same database.</summary>
    bool IsShared { get; }

    /// <summary>
    /// How often something was changed, from before whoever changed it is told: what was read at a number holds as long as the number
    /// does. Nothing where others may write, too.
    /// </summary>
    long? Changes { get; }

    /// <summary>Why the latest change could not be written, in a sentence for anybody; nothing once one is written again.</summary>
    string? WriteTrouble { get; }

    /// <summary>Brings the schema up to date; a server does so once, before all else.</summary>
    /// <exception cref="StoreRefusedException">The database can't be used, or a newer version wrote it.</exception>
    Task Prepare();

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction and returns when that is on disk. If it throws, nothing is kept.
    /// </summary>
    /// <param name="write">Statements.</param>
    /// <param name="goesOnThere">
    /// Whoever awaits it goes on at once on the thread that wrote, where there is one: for the log alone, whose next batch then need
    /// not wait for a turn among all requests. It must not block there.
    /// </param>
    Task<T> Write<T>(Func<Db, ValueTask<T>> write, bool goesOnThere = false);
}
