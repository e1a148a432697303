using Microsoft.Extensions.Logging.Abstractions;
using Readback.Accounts;
using Readback.Directory;
using Readback.Spaces;
using Readback.Storage;
using Readback.Storage.Sqlite;

namespace Readback.Cli;

/// <summary>A data directory that no server has just now, and what may be done to its users and spaces.</summary>
internal sealed class OfflineDirectory : IAsyncDisposable
{
    private readonly SqliteStore _store;
    private readonly Passwords _passwords = new();

    private OfflineDirectory(SqliteStore store)
    {
        _store = store;
        Directory = new DirectoryCache(store, TimeProvider.System);
        var writer = new DirectoryWriter(store, Directory, TimeProvider.System);
        Users = new UserAdministration(writer, Directory, _passwords);
        Passwords = new PasswordAdministration(writer, Directory, _passwords);
        Spaces = new SpaceAdministration(writer);
        Members = new MemberAdministration(writer);
        Roles = new RoleAdministration(writer);
    }

    public DirectoryCache Directory { get; }

    public UserAdministration Users { get; }

    public PasswordAdministration Passwords { get; }

    public SpaceAdministration Spaces { get; }

    public MemberAdministration Members { get; }

    public RoleAdministration Roles { get; }

    /// <exception cref="StoreRefusedException">There is no such data directory, or a server has it.</exception>
    public static async Task<OfflineDirectory> Take(string path)
    {
        // A mistyped path must not become a new and empty data directory.
        SqliteSnapshot.Open(path).Dispose();
        var offline = new OfflineDirectory(SqliteStore.Open(path, NullLogger<SqliteStore>.Instance));
        await offline.Directory.CatchUp();
        return offline;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _passwords.Dispose();
    }
}
