using Readback.Storage.Search;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Brings the search index after the log, beside the writer: a segment is made from what is committed while sends go on, and
/// only its finished rows take the writer's time. How far it is, only the database knows.
/// </summary>
internal sealed partial class SqliteSearchFollower : IAsyncDisposable
{
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;
    private readonly SqliteSearchBacklog _backlog;
    private readonly SegmentSizes _sizes;
    private readonly ILogger _log;
    private readonly Task _following;
    private volatile bool _isEnding;

    public SqliteSearchFollower(
        SqliteReaders readers, SqliteWriter writer, SqliteSearchBacklog backlog, SegmentSizes sizes, ILogger log)
    {
        (_readers, _writer, _backlog, _sizes, _log) = (readers, writer, backlog, sizes, log);
        _following = Task.Run(Follow);
    }

    /// <summary>Ends after the segment that is being made.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        _backlog.End();
        await _following;
    }

    private async Task Follow()
    {
        while (await _backlog.Wait())
        {
            try
            {
                foreach (var space in _backlog.Take() ?? await AllSpaces())
                {
                    while (!_isEnding && await WriteNext(space))
                    {
                    }
                }
            }
            catch (StoreUnavailableException e)
            {
                // What is in no segment is looked through: answers stay right meanwhile.
                LogNotIndexed(e);
                _backlog.LookAgain();
            }
        }
    }

    private async Task<IReadOnlyCollection<long>> AllSpaces() => await _readers.Read(
        db => db.All("SELECT space_id FROM space_head WHERE last_number > 0", static r => r.Number(0)), CancellationToken.None);

    private async Task<bool> WriteNext(long space)
    {
        var (segment, pieces) = await _readers.Read(db => Make(db, space), CancellationToken.None);
        return pieces is not null && await _writer.Write(async db =>
        {
            await SqliteSearchSegments.Write(db, space, segment, pieces);
            return true;
        });
    }

    private async ValueTask<(NumberRange Segment, List<SegmentPiece>? Pieces)> Make(Db db, long space) =>
        _sizes.Next(await SqliteSearch.LastIndexed(db, space), (await SpaceHeads.Read(db, space))?.LastNumber ?? 0) is { } segment
            ? (segment, await SqliteSearchSegments.Make(db, space, segment))
            : default;

    [LoggerMessage(1104, LogLevel.Warning, "The search index could not follow the log. It is tried again later")]
    private partial void LogNotIndexed(StoreUnavailableException e);
}
