using Microsoft.Extensions.Logging.Abstractions;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Text;

namespace Readback.Bench.Seeding;

/// <summary>
/// Fills a data directory before the server starts: through the product's own first start, directory and log, many
/// changes to a transaction, so that it holds exactly what as many calls would have left there.
/// </summary>
internal static class Seeder
{
    /// <summary>Returns access tokens of the first users: of as many as any of the plans wants.</summary>
    public static async Task<IReadOnlyList<string>> Seed(string directory, IReadOnlyList<SpacePlan> plans)
    {
        await using var store = SqliteStore.Open(directory, NullLogger<SqliteStore>.Instance);
        var end = TimeProvider.System.GetUtcNow();
        var start = end - SeededHistory.Length(plans.Max(plan => plan.Messages));
        var clock = new SeedClock(start);
        var writer = new DirectoryWriter(store, new DirectoryCache(store, clock), clock);
        using var passwords = new Passwords();
        var keys = new SigningKeys();
        await new FirstStart(
            store, writer, keys, passwords, new ReadbackSettings { AdminPassword = Cast.Password }).Run();

        var users = await AddUsers(writer, plans.Max(plan => plan.Members), await passwords.Hash(Cast.Password));
        foreach (var plan in plans)
        {
            var members = users[..plan.Members];
            var space = await AddSpace(writer, plan.Name);
            await SeededMembers.Join(writer, space, plan.Name, members);
            clock.Now = end - SeededHistory.Length(plan.Messages);
            await SeededHistory.Write(store, clock, space, members, plan.Messages);
            clock.Now = start;
        }
        return await SeededSessions.Open(store, keys, users[..plans.Max(plan => plan.LoggedIn)]);
    }

    private static Task<List<SeededUser>> AddUsers(DirectoryWriter writer, int count, string passwordHash) =>
        writer.Change(async change =>
        {
            var by = Actor.System.Username;
            var users = new List<SeededUser>(count);
            for (var i = 0; i < count; i++)
            {
                var name = Cast.Name(i);
                var id = await Users.Insert(change.Db, new UserRow(
                    0, name, CaseFolding.Fold(name), passwordHash, Email: null, Phone: null, Enabled: true, Deleted: false,
                    EulaAccepted: false, RequirePasswordReset: false, by, change.Now, by, change.Now));
                change.Changed(DirectoryEntry.User(id));
                await change.Record(Actor.System, AuditAction.UserCreated, name, user: id);
                users.Add(new SeededUser(id, name));
            }
            return users;
        });

    private static Task<long> AddSpace(DirectoryWriter writer, string name) =>
        writer.Change(async change =>
        {
            var by = Actor.System.Username;
            var id = await SpaceTable.Insert(
                change.Db, new SpaceRow(0, name, CaseFolding.Fold(name), false, by, change.Now, by, change.Now));
            change.Changed(DirectoryEntry.Space(id));
            await change.Record(Actor.System, AuditAction.SpaceCreated, name, space: id);
            return id;
        });
}

/// <summary>A user that was made.</summary>
internal readonly record struct SeededUser(long Id, string Name);
