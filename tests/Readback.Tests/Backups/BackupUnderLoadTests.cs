using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Log;

namespace Readback.Tests.Backups;

/// <summary>
/// Backups that are taken while people send, read, come and go: each holds the log up to one position, all of it and
/// nothing after, and all that had been acknowledged when it began. <c>bin/torture backup</c> takes as many as one likes.
/// </summary>
[Trait("Engine", "Sqlite")]
public sealed class BackupUnderLoadTests : IDisposable
{
    private const string Variable = "TORTURE_BACKUPS";
    private const int Usual = 3;
    private const int ChangesBetween = 40;

    private static readonly AuditRow Record = new("tester", ReadbackServer.Start, "local", "data.restored", "b", null, null);

    private readonly TemporaryFolder _folder = new();

    public BackupUnderLoadTests() => System.IO.Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_is_the_log_up_to_a_position_and_nothing_after()
    {
        var backups = int.Parse(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : $"{Usual}", CultureInfo.InvariantCulture);
        await using var server = new ReadbackServer();
        await server.InitializeAsync();
        await server.AddUser("dina");
        Assert.True(server.Directory.TryGetSpace(ReadbackServer.Boiler, out var space));
        var busy = new BusySpace(server);
        await busy.Begin();
        var acknowledged = new List<IReadOnlyCollection<string>>();
        for (var i = 0; i < backups; i++)
        {
            await busy.MoreChanges(ChangesBetween);
            acknowledged.Add(busy.Acknowledged);
            await Task.Run(() => SqliteBackup.Write(server.Services.GetRequiredService<ReadbackSettings>().Data, File($"{i}.db"), _ => { }));
        }
        await busy.MoreChanges(ChangesBetween);
        await busy.End();

        var live = await server.Services.GetRequiredService<IStore>().Read(db => Contents.Of(db, space.Id));
        for (var i = 0; i < backups; i++)
        {
            await SqliteRestore.Run(File($"{i}.db"), File($"{i}"), Record, _ => { });
            var restored = await SqliteSnapshot.Read(File($"{i}"), db => Contents.Of(db, space.Id));
            Assert.InRange(restored.Log.Count, 1, live.Log.Count - 1);
            Assert.Equal(live.UpTo(restored.Log.Count), restored);
            Assert.Empty(acknowledged[i].Except(restored.Ids));
            Assert.Empty(await SqliteSnapshot.Read(File($"{i}"), db => Verifier.Run(db, [.. SqliteChecks.All, .. Verifier.Checks], _ => { })));
        }
        await AssertServes(File($"{backups - 1}"), live);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{backups} backups of a log that grew to {live.Log.Count} positions meanwhile"));
    }

    private static async Task AssertServes(string directory, Contents live)
    {
        await using var server = await ReadbackServer.Run(settings => settings with { Data = directory });
        var chen = await server.LogIn("chen");
        var (_, total) = await chen.Counts();
        Assert.Equal(live.Ids.Take((int)total), (await chen.ReadWhole()).Keys);
    }

    private string File(string name) => Path.Combine(_folder.Path, name);

    /// <summary>All that the log of a space says, and who was a member of it when.</summary>
    private sealed record Contents(List<LogStep> Log, List<Membership> Memberships)
    {
        public IEnumerable<string> Ids =>
            Log.Select(step => step.Message?.Id.ToString(CultureInfo.InvariantCulture)).OfType<string>();

        public static async ValueTask<Contents> Of(Db db, long space) => new(
            await LogEntries.After(db, space, 0, int.MaxValue),
            await db.All(
                """
                SELECT space_id, user_id, username, since_number, until_number, since_position, until_position, joined_at
                FROM membership WHERE space_id = $1 ORDER BY since_position
                """,
                r => new Membership(
                    r.Number(0), r.Number(1), r.Text(2), r.Number(3), r.NumberOrNull(4), r.Number(5), r.NumberOrNull(6), r.Date(7)),
                space));

        public Contents UpTo(int position) => new(
            Log[..position],
            [
                .. Memberships.Where(membership => membership.SincePosition <= position).Select(membership =>
                    membership.UntilPosition <= position ? membership : membership with { UntilNumber = null, UntilPosition = null }),
            ]);

        public bool Equals(Contents? other) =>
            other is not null && Log.SequenceEqual(other.Log) && Memberships.SequenceEqual(other.Memberships);

        public override int GetHashCode() => Log.Count;
    }
}
