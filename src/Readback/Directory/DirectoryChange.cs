using Readback.Storage;

namespace Readback.Directory;

/// <summary>A change of the directory while its transaction is open.</summary>
internal sealed class DirectoryChange(Db db, DateTimeOffset now)
{
    private readonly List<DirectoryEntry> _entries = [];

    public Db Db => db;

    /// <summary>The one date of everything in this change.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Says what changed, so that every node reads it anew.</summary>
    public void Changed(DirectoryEntry entry) => _entries.Add(entry);

    /// <summary>Whether an administrator's session still is one, now that nothing can change any more.</summary>
    public async ValueTask<bool> IsAdministrator(string session) =>
        (await Callers.Find(db, [(session, 0)], now))[0]
            is { SessionIsGood: true, MayLogIn: true, MustResetPassword: false, IsAdmin: true };

    public async ValueTask Save()
    {
        if (_entries.Count > 0)
        {
            await DirectoryLog.Append(db, _entries, now);
        }
    }
}
