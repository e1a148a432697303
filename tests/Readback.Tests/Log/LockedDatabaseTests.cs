using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Readback.Configuration;
using Readback.Storage.Sqlite;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>Somebody else (a shell, a careless backup) holds the database's write lock.</summary>
[Trait("Engine", "Sqlite")]
public sealed class LockedDatabaseTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    [Fact]
    public async Task Senders_are_told_to_come_again_and_nothing_is_stored_until_the_lock_is_gone()
    {
        var (ayse, bora) = (await server.LogIn("ayse"), await server.LogIn("bora"));
        var first = await ayse.Say("before the lock");
        var before = (await bora.Counts(), await bora.Position());

        using (var other = OpenDatabase())
        {
            Run(other, "BEGIN IMMEDIATE");
            var answers = await Task.WhenAll(
                [.. Enumerable.Range(0, 8).Select(n => ayse.TrySay($"during the lock {n}", $"k{n}")), bora.MarkByForm(("messageIds", first))]);
            foreach (var answer in answers)
            {
                Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
                await Task.FromResult(answer).Refused(503);
            }
            // Reading goes on meanwhile.
            Assert.Equal(before, (await bora.Counts(), await bora.Position()));
            Run(other, "ROLLBACK");
        }

        Assert.Equal(before, (await bora.Counts(), await bora.Position()));
        await bora.MarkRead(first);
        for (var n = 0; n < 8; n++)
        {
            await ayse.Say($"during the lock {n}", key: $"k{n}");
        }
        Assert.Equal((8, 9), await bora.Counts());
        Assert.Equal(9, (await bora.ReadWhole()).Count);
        await server.AssertSound();
    }

    private SqliteConnection OpenDatabase()
    {
        var path = Path.Combine(server.Services.GetRequiredService<ReadbackSettings>().Data, DataDirectory.DatabaseName);
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
