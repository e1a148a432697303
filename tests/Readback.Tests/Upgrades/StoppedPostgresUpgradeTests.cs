using Npgsql;
using Readback.Storage;
using Readback.Storage.Postgres;
using Readback.Tests.Hosting;

namespace Readback.Tests.Upgrades;

/// <summary>
/// A server's process on PostgreSQL's side that dies after any statement of any script (as it does with the node, the
/// network or the database): nothing of the upgrade is there, and the next start makes it.
/// </summary>
[Trait("Engine", "Postgres")]
public sealed class StoppedPostgresUpgradeTests
{
    private const string Die = "SELECT pg_terminate_backend(pg_backend_pid());";

    public static TheoryData<int> Scripts => [.. Enumerable.Range(0, PostgresSchema.Known.Count)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task After_any_statement_nothing_of_the_upgrade_is_kept_and_the_next_start_makes_it(int script)
    {
        await using var data = await TestData.Create();
        await SmallSpace.Write(data, script);
        var before = await Look(data);
        var statements = SqlStatements.Of(PostgresSchema.Known[script].Sql);
        for (var done = 0; done <= statements.Count; done++)
        {
            await using (var connection = await Open(data))
            {
                SchemaScript[] scripts =
                [
                    .. PostgresSchema.Known.Take(script),
                    new SchemaScript(PostgresSchema.Known[script].Name, string.Join('\n', statements.Take(done).Append(Die))),
                ];
                await Assert.ThrowsAnyAsync<Exception>(() => PostgresSchema.Upgrade(connection, "test", scripts));
            }
            Assert.Equal(before, await Look(data));
        }
        await using var straight = await TestData.Create();
        await SmallSpace.Write(straight, script);
        Assert.Equal(await SmallSpace.Open(straight), await SmallSpace.Open(data));
    }

    private static async Task<NpgsqlConnection> Open(TestData data)
    {
        var connection = new NpgsqlConnection(data.Store + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Every table and index, and how many rows each table has.</summary>
    private static async Task<string> Look(TestData data)
    {
        await using var connection = await Open(data);
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(c.relkind::text || ' ' || c.relname::text || ' ' || CASE WHEN c.relkind = 'r' THEN
              (xpath('/row/count/text()', query_to_xml('SELECT count(*) AS count FROM ' || quote_ident(c.relname), false, true, '')))[1]::text
              ELSE pg_get_indexdef(c.oid) END, E'\n' ORDER BY c.relname)
            FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')
            """, connection);
        return await command.ExecuteScalarAsync() as string ?? "";
    }
}
