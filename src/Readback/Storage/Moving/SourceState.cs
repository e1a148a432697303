namespace Readback.Storage.Moving;

/// <summary>
/// How far a database has come: no message, reading, log-in, user or membership changes without one of these rising (waits
/// of log-ins may). Where two looks show the same, none of these changed between them.
/// </summary>
/// <param name="Positions">The positions given out in all logs together.</param>
/// <param name="Directory">The number of the last change to users, spaces, memberships and sessions.</param>
/// <param name="LogIns">The number of the last log-in, or attempt at one.</param>
/// <param name="Acts">The number of the last act on record.</param>
internal sealed record SourceState(long Positions, long Directory, long LogIns, long Acts)
{
    public static async ValueTask<SourceState> Of(Db db) => new(
        await db.Number("SELECT CAST(sum(last_position) AS BIGINT) FROM space_head"),
        await DirectoryLog.Head(db),
        await db.Number("SELECT max(id) FROM auth_log"),
        await db.Number("SELECT max(id) FROM audit"));
}
