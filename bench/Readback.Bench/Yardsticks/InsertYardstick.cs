using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Readback.Bench.Load;

namespace Readback.Bench.Yardsticks;

/// <summary>
/// What <c>pgbench</c> does on the same PostgreSQL in the same run, a transaction each: the row of a message with the indexes
/// it has, with and without its row of the search index, and the rows of the classic design, one for each recipient.
/// </summary>
internal sealed partial class InsertYardstick(string store) : IDisposable
{
    private const int Threads = 2;

    /// <summary>The keys and indexes that the product's tables have.</summary>
    private const string Schema =
        """
        DROP SCHEMA IF EXISTS yardstick CASCADE;
        CREATE SCHEMA yardstick;
        CREATE SEQUENCE yardstick.ids;
        CREATE TABLE yardstick.message (
            id BIGINT PRIMARY KEY, space_id BIGINT NOT NULL, position BIGINT NOT NULL, sender_id BIGINT NOT NULL,
            sender TEXT COLLATE "C" NOT NULL, created_at BIGINT NOT NULL, recipient_count BIGINT NOT NULL, content TEXT COLLATE "C" NOT NULL);
        CREATE INDEX ON yardstick.message (space_id, sender, id);
        CREATE TABLE yardstick.message_search (id BIGINT PRIMARY KEY, folded TEXT COLLATE "C" NOT NULL);
        CREATE INDEX ON yardstick.message_search USING gin (folded gin_trgm_ops);
        CREATE TABLE yardstick.recipient (message_id BIGINT, user_id BIGINT, is_read BOOLEAN, PRIMARY KEY (message_id, user_id));
        """;

    private const string Message =
        "INSERT INTO yardstick.message SELECT id, 1, id, 1, 'operator-000001', 1790000000000 + id, 1000, 'pump ' || id || ' is at ' || (id % 97) || ' percent, valve shut, confirm and read back' FROM nextval('yardstick.ids') AS id";

    public static readonly IReadOnlyList<(string What, string Sql)> Scripts =
    [
        ("pgbench: one row, its indexes", $"{Message};\n"),
        ("pgbench: one row and its search row",
            $"WITH sent AS ({Message} RETURNING id, content) INSERT INTO yardstick.message_search SELECT id, content FROM sent;\n"),
        (FormattableString.Invariant($"pgbench: a row for each of {StoreRows.Recipients:N0}"),
            FormattableString.Invariant($"INSERT INTO yardstick.recipient SELECT id, n, false FROM nextval('yardstick.ids') AS id, generate_series(1, {StoreRows.Recipients}) AS n;\n")),
    ];

    public static async Task<InsertYardstick> Prepare(string store)
    {
        await using var connection = new NpgsqlConnection(store);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Schema, connection);
        await command.ExecuteNonQueryAsync();
        return new InsertYardstick(store);
    }

    public Task<Slice> Run(string script, int clients, int seconds) => Task.Run(() =>
    {
        var given = new NpgsqlConnectionStringBuilder(store);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script);
            var said = PostgresPrograms.RunClient(
                "pgbench", "-n", "-M", "prepared", "-h", given.Host!, "-p", Text(given.Port), "-U", given.Username ?? "postgres",
                "-c", Text(clients), "-j", Text(Threads), "-T", Text(seconds), "-f", file, given.Database ?? "postgres");
            var perSecond = Read(Rate, said);
            return new Slice((int)(perSecond * seconds), [(float)Read(Latency, said)], TimeSpan.FromSeconds(seconds));
        }
        finally
        {
            File.Delete(file);
        }
    });

    public void Dispose()
    {
        using var connection = new NpgsqlConnection(store);
        connection.Open();
        using var command = new NpgsqlCommand("DROP SCHEMA yardstick CASCADE", connection);
        command.ExecuteNonQuery();
    }

    private static double Read(Regex what, string said) => double.Parse(what.Match(said).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate { get; }

    [GeneratedRegex(@"latency average = ([\d.]+)")]
    private static partial Regex Latency { get; }
}
