using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Machines;
using Readback.Spaces;
using Readback.Storage;
using Readback.Storage.Moving;

namespace Readback.Cli;

/// <summary>Data, and what may be done to its users and spaces. A data directory must not be a server's just now; servers on
/// PostgreSQL go on, and follow what is done here.</summary>
internal sealed class OfflineDirectory : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly Passwords _passwords = new();

    private OfflineDirectory(IStore store, ReadbackSettings settings)
    {
        _store = store;
        Directory = new DirectoryCache(store, TimeProvider.System);
        var writer = new DirectoryWriter(store, Directory, TimeProvider.System);
        Users = new UserAdministration(writer, Directory, _passwords);
        Import = new UserImport(writer, Directory, _passwords);
        Passwords = new PasswordAdministration(
            writer, Directory, _passwords, new LoginRate(store, settings, TimeProvider.System), settings);
        Spaces = new SpaceAdministration(writer);
        Members = new MemberAdministration(writer);
        Roles = new RoleAdministration(writer);
        Machines = new MachineAdministration(writer, TimeProvider.System);
        Keys = new KeyRotation(writer);
    }

    public DirectoryCache Directory { get; }

    public UserAdministration Users { get; }

    public UserImport Import { get; }

    public PasswordAdministration Passwords { get; }

    public SpaceAdministration Spaces { get; }

    public MemberAdministration Members { get; }

    public RoleAdministration Roles { get; }

    public MachineAdministration Machines { get; }

    public KeyRotation Keys { get; }

    /// <summary>Servers on PostgreSQL may be at work beside a command: this is for what they must not be for.</summary>
    /// <exception cref="StoreRefusedException">One is.</exception>
    public Task RefuseServers(CancellationToken cancellation) => ServersAtWork.Refuse(_store, TimeProvider.System, cancellation);

    /// <exception cref="StoreRefusedException">There is no such data directory, or a server has it.</exception>
    public static async Task<OfflineDirectory> Take(ReadbackSettings settings)
    {
        var store = await Stores.OpenExisting(settings);
        try
        {
            await store.Read(MoveMark.Refuse);
        }
        catch (StoreRefusedException)
        {
            await store.DisposeAsync();
            throw;
        }
        var offline = new OfflineDirectory(store, settings);
        await offline.Directory.CatchUp();
        return offline;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _passwords.Dispose();
    }
}
