using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Upgrades;

/// <summary>Data that a newer version wrote is refused in a sentence, and left as it is.</summary>
public sealed class NewerSchemaTests
{
    private const string Newer = "9999-later.sql";

    [Fact]
    public async Task It_is_refused_untouched_and_opens_with_the_version_that_knows_it()
    {
        await using var data = await TestData.Create();
        await SmallSpace.Write(data, scripts: 1);
        var sound = await SmallSpace.Open(data);
        await Change(data, TestData.IsPostgres
            ? $"INSERT INTO schema_script (name) VALUES ('{Newer}')" : $"INSERT INTO schema_script (ScriptName, Applied) VALUES ('{Newer}', '')");
        for (var tries = 0; tries < 2; tries++)
        {
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(data.Open);
            Assert.Contains($"was written by a newer version of Readback (schema {Newer}", refused.Message, StringComparison.Ordinal);
        }
        if (!TestData.IsPostgres)
        {
            await AssertRefusesToServe(data);
        }
        await Change(data, $"DELETE FROM schema_script WHERE {(TestData.IsPostgres ? "name" : "ScriptName")} = '{Newer}'");
        Assert.Equal(sound, await SmallSpace.Open(data));
    }

    private static async Task AssertRefusesToServe(TestData data)
    {
        using var server = ReadbackProcess.Start(data.Path + "-home", [], "--urls", "http://127.0.0.1:0", "--data", data.Path);
        Assert.Equal(1, await server.ExitCode());
        Assert.Contains("was written by a newer version of Readback", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Errors, StringComparison.Ordinal);
        System.IO.Directory.Delete(data.Path + "-home", recursive: true);
    }

    private static async Task Change(TestData data, string sql)
    {
        if (data.Store is { } store)
        {
            await using var connection = new Npgsql.NpgsqlConnection(store + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
            return;
        }
        await using var file = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(data.Path, Readback.Storage.Sqlite.DataDirectory.DatabaseName)};Pooling=false");
        await file.OpenAsync();
        await using var change = new Microsoft.Data.Sqlite.SqliteCommand(sql, file);
        Assert.Equal(1, await change.ExecuteNonQueryAsync());
    }
}
