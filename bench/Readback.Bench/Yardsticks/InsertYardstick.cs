using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Scenarios;

namespace Readback.Bench.Yardsticks;

/// <summary>A row of the table of plain inserts.</summary>
internal sealed record InsertRow(string What, int Clients, double PerSecond);

/// <summary>
/// What <c>pgbench</c> does on the same PostgreSQL in the same run: the rows that a send writes, one transaction each, and the
/// rows that the classic design writes, one for each recipient.
/// </summary>
internal static partial class InsertYardstick
{
    private const int Clients = 64;
    private const int Recipients = 1000;

    private const string Schema =
        """
        CREATE SCHEMA yardstick;
        CREATE SEQUENCE yardstick.ids;
        CREATE TABLE yardstick.message (LIKE public.message INCLUDING ALL);
        CREATE TABLE yardstick.message_search (LIKE public.message_search INCLUDING ALL);
        CREATE TABLE yardstick.recipient (message_id BIGINT, user_id BIGINT, is_read BOOLEAN, PRIMARY KEY (message_id, user_id));
        """;

    private const string Message =
        "INSERT INTO yardstick.message SELECT id, 1, id, 1, 'operator 1', 1790000000000 + id, 'pump ' || id || ' is at ' || (id % 97) || ' percent, valve shut' FROM nextval('yardstick.ids') AS id";

    private static readonly (string What, string Script)[] Scripts =
    [
        ("one row, its indexes", $"{Message};\n"),
        ("one row and its search row",
            $"WITH sent AS ({Message} RETURNING id, content) INSERT INTO yardstick.message_search SELECT id, content FROM sent;\n"),
        ("one row and a NOTIFY with it", $"BEGIN;\n{Message};\nNOTIFY yardstick;\nEND;\n"),
        ("the same without the NOTIFY", $"BEGIN;\n{Message};\nEND;\n"),
        (FormattableString.Invariant($"a row for each of {Recipients} recipients"),
            FormattableString.Invariant($"INSERT INTO yardstick.recipient SELECT id, n, false FROM nextval('yardstick.ids') AS id, generate_series(1, {Recipients}) AS n;\n")),
    ];

    public static async Task<IReadOnlyList<object>> Measure(string store, Effort effort)
    {
        await Execute(store, Schema);
        var rows = new List<InsertRow>();
        foreach (var (what, script) in Scripts)
        {
            rows.Add(new InsertRow($"pgbench: {what}", Clients, Run(store, script, effort)));
        }
        await Execute(store, "DROP SCHEMA yardstick CASCADE");
        System.Console.WriteLine("\nThe same PostgreSQL without Readback, a transaction each:\n");
        MarkdownTable.Write(System.Console.Out, ["inserts", "clients", "tx/s"], rows.Select(row => new[]
        {
            row.What, MarkdownTable.Cell($"{row.Clients}"), MarkdownTable.Cell($"{row.PerSecond:N0}"),
        }));
        return [.. rows];
    }

    private static double Run(string store, string script, Effort effort)
    {
        var given = new NpgsqlConnectionStringBuilder(store);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script);
            var said = PostgresPrograms.RunClient(
                "pgbench", "-n", "-M", "prepared", "-h", given.Host!, "-p", Text(given.Port), "-U", given.Username ?? "postgres",
                "-c", Text(Clients), "-j", "2", "-T", Text((int)Math.Max(1, effort.PerCase.TotalSeconds * effort.Rounds)), "-f", file,
                given.Database ?? "postgres");
            return double.Parse(Rate.Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task Execute(string store, string sql)
    {
        await using var connection = new NpgsqlConnection(store);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate { get; }
}
