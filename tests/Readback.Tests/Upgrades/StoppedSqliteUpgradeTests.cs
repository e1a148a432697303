using Microsoft.Data.Sqlite;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;

namespace Readback.Tests.Upgrades;

/// <summary>
/// An upgrade that ends after any statement of any script, by a failure or by the death of the process: nothing of that
/// script is there, all that was there before is, and the next start goes on.
/// </summary>
[Trait("Engine", "Sqlite")]
public sealed class StoppedSqliteUpgradeTests
{
    private const string Fail = "SELECT 1 FROM there_is_no_such_table;";

    public static TheoryData<int> Scripts => [.. Enumerable.Range(0, SqliteSchema.Known.Count)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task After_any_statement_nothing_of_the_script_is_kept_and_the_next_start_goes_on(int script)
    {
        await using var data = await TestData.Create();
        System.IO.Directory.CreateDirectory(data.Path);
        await SmallSpace.Write(data, script);
        using (var connection = SqliteStore.Open(PathIn(data), SqliteOpenMode.ReadWriteCreate))
        {
            var before = Look(connection);
            var statements = SqlStatements.Of(SqliteSchema.Known[script].Sql);
            for (var done = 0; done <= statements.Count; done++)
            {
                var refused = Assert.Throws<StoreRefusedException>(() => UpgradeUntil(connection, data, script, statements.Take(done), Fail));
                Assert.Contains(SqliteSchema.Known[script].Name, refused.Message, StringComparison.Ordinal);
                Assert.Equal(before, Look(connection));
            }
        }
        await AssertOpens(data, script);
    }

    /// <summary>What a process that dies leaves is what the files hold at that moment: they are copied away, and opened there.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Killed_after_any_statement_it_is_as_if_the_script_had_not_begun_and_the_next_start_runs_it(int script)
    {
        await using var data = await TestData.Create();
        System.IO.Directory.CreateDirectory(data.Path);
        await SmallSpace.Write(data, script);
        using var connection = SqliteStore.Open(PathIn(data), SqliteOpenMode.ReadWriteCreate);
        // So that what is not committed reaches the files.
        using (var small = new SqliteCommand("PRAGMA cache_size = 2; PRAGMA cache_spill = 1", connection))
        {
            small.ExecuteNonQuery();
        }
        var before = Look(connection);
        var statements = SqlStatements.Of(SqliteSchema.Known[script].Sql);
        for (var done = 0; done <= statements.Count; done++)
        {
            await using var left = await TestData.Create();
            connection.CreateFunction("die", Die);
            Assert.Throws<StoreRefusedException>(() => UpgradeUntil(connection, data, script, statements.Take(done), "SELECT die();"));

            using (var found = SqliteStore.Open(PathIn(left), SqliteOpenMode.ReadWrite))
            {
                Assert.Equal(before, Look(found));
            }
            await AssertOpens(left, script);

            int Die()
            {
                Copy(data.Path, left.Path);
                throw new InvalidOperationException("This is where it died.");
            }
        }
    }

    private static void UpgradeUntil(SqliteConnection connection, TestData data, int script, IEnumerable<string> statements, string end) =>
        SqliteSchema.Upgrade(
            connection, PathIn(data),
            [.. SqliteSchema.Known.Take(script), new SchemaScript(SqliteSchema.Known[script].Name, string.Join('\n', statements.Append(end)))]);

    private static async Task AssertOpens(TestData data, int script)
    {
        await using var straight = await TestData.Create();
        await SmallSpace.Write(straight, script);
        Assert.Equal(await SmallSpace.Open(straight), await SmallSpace.Open(data));
    }

    /// <summary>Every table and index as it was made, and how many rows it has.</summary>
    private static string Look(SqliteConnection connection)
    {
        var found = new List<string>();
        using var command = new SqliteCommand("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY name", connection);
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                found.Add($"{reader.GetString(0)} {reader.GetString(1)}: {reader.GetString(2)}");
            }
        }
        foreach (var table in found.Where(each => each.StartsWith("table ", StringComparison.Ordinal)).Select(each => each["table ".Length..each.IndexOf(':', StringComparison.Ordinal)]).ToList())
        {
            using var count = new SqliteCommand($"SELECT count(*) FROM \"{table}\"", connection);
            found.Add($"{table} {count.ExecuteScalar()}");
        }
        return string.Join('\n', found);
    }

    /// <summary>The memory that connections share is gone with the process; the write-ahead log is not.</summary>
    private static void Copy(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.GetFiles(from).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }

    private static string PathIn(TestData data) => Path.Combine(data.Path, DataDirectory.DatabaseName);
}
