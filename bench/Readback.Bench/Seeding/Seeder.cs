using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Log;
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
    public static async Task<Seeded> Seed(string directory, IReadOnlyList<SpacePlan> plans)
    {
        await using var store = SqliteStore.Open(directory, NullLogger<SqliteStore>.Instance);
        var end = SpaceClock.Now(TimeProvider.System);
        var start = end - SeededSpace.Length(plans.Max(plan => plan.Messages));
        var clock = new SeedClock(start);
        var writer = new DirectoryWriter(store, new DirectoryCache(store, clock), clock);
        using var passwords = new Passwords();
        await new FirstStart(
            store, writer, new SigningKeys(), passwords, new ReadbackSettings { AdminPassword = Cast.Password }).Run();

        var users = await AddUsers(writer, plans.Max(plan => plan.Members), await passwords.Hash(Cast.Password));
        var spaces = new Dictionary<string, SeededSpace>();
        foreach (var plan in plans)
        {
            clock.Now = start;
            var watch = Stopwatch.StartNew();
            var id = await AddSpace(writer, plan.Name);
            await SeededMembers.Join(writer, id, plan.Name, users[..plan.Members]);
            clock.Now = end - SeededSpace.Length(plan.Messages);
            var space = new SeededSpace(plan, id, clock.Now, users);
            spaces.Add(plan.Name, space);
            if (plan.Messages > 0)
            {
                await WriteHistory(store, space, users, clock, plan.IsReadByAThird);
            }
            System.Console.WriteLine(FormattableString.Invariant(
                $"  {plan.Name}: {plan.Messages:N0} messages, {plan.Members:N0} members, {watch.Elapsed.TotalSeconds:F1} s"));
        }
        var loggedIn = users[..plans.Max(plan => plan.LoggedIn)];
        return new Seeded(spaces, loggedIn, await SeededSessions.LogIn(store, loggedIn));
    }

    /// <summary>After a move everybody has to log in again.</summary>
    public static async Task<Seeded> LogInAgain(Seeded seeded, string store)
    {
        await using var moved = await Stores.OpenExisting(new ReadbackSettings { Store = store });
        return seeded with { Tokens = await SeededSessions.LogIn(moved, seeded.LoggedIn) };
    }

    /// <summary>Whoever writes or reads has a session meanwhile.</summary>
    private static async Task WriteHistory(
        IStore store, SeededSpace space, List<SeededUser> users, SeedClock clock, bool isReadByAThird)
    {
        var active = Enumerable.Range(0, space.Members).Where(member => member < space.Writers || space.IsLateReader(member)).ToList();
        var sessions = await SeededSessions.Open(store, space.Name, active.Select(member => users[member]), SpaceClock.Now(clock));
        var byMember = active.Zip(sessions).ToDictionary(pair => pair.First, pair => (pair.Second.Id, pair.Second.UserId));
        await new SeededHistory(space, new SeedLog(space.Id, byMember, clock), clock).Write(store, isReadByAThird);
        await SeededSessions.End(store, sessions, SpaceClock.Now(clock));
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
