using System.Buffers;
using System.Text;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Export;
using Readback.Http;
using Readback.Storage;
using Readback.Tests.Fuzz.Guided;
using Readback.Text;

namespace Readback.Tests.Fuzz.Parsers;

/// <summary>What administrators write into files and variables, and what spreadsheets are given.</summary>
internal static class FileParsers
{
    private static readonly DateTimeOffset Date = new(2026, 11, 23, 9, 15, 2, TimeSpan.Zero);

    public static IReadOnlyList<FuzzTarget> In(string folder, IStore store) =>
    [
        FuzzTarget.Of("settings file", [new FuzzField(Files, IsBytes: true)], input => SettingsFile(Path.Combine(folder, "readback.json"), input), cost: 10),
        FuzzTarget.Of("settings variables", [FuzzField.Of("READBACK_URLS", "READBACK_LIMITS_MAX_CONNECTIONS", "READBACK_STORE"), FuzzField.Of("http://*:1", "5", "Host=db")], SettingsVariables),
        FuzzTarget.Of(
            "users table",
            [
                FuzzField.Of(
                    "username,email\nayse,ayse@plant.example\n", "username;password;roles\r\nbora;correct horse 1;ADMIN|AUDITOR\r\n",
                    "username\tphone\trequirePasswordReset\n\"Chen \"\"C\"\"\"\t1\ttrue", "username,spaces\n\"a\nb\",boiler-2\n\nayse,\nAYSE,"),
            ],
            input => UsersTable(new DirectoryCache(store, TimeProvider.System), input[0]!)),
        FuzzTarget.Of("exported table", [FuzzField.Of("=1+1", "a\"b", "a;b,c\r\nd", "'x", "\t", "Pump 3 is off"), FuzzField.Of(",", ";")], ExportedTable),
    ];

    private static string[] Files =>
    [
        "{}", """{ "urls": ["http://*:1"], "network": { "trustedProxies": ["10.0.0.0/8"] } }""", """{ "sessions": { "lockMinutes": 5, "accessCookieName": "a" }, }""",
        """{ "limits": { "maxHeaderBytes": 9000 }, "logging": { "level": "Error" } } // and why""", """{ "store": "Host=db;Database=x", "data": "x" }""",
    ];

    private static void SettingsFile(string path, string?[] input)
    {
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(input[0]!));
        AssertLoaded(LoadedSettings.Load(new SettingsSources { ConfigFile = path }));
    }

    private static void SettingsVariables(string?[] input) =>
        AssertLoaded(LoadedSettings.Load(new SettingsSources { Environment = new Dictionary<string, string> { [input[0]!] = input[1]! } }));

    private static void AssertLoaded(LoadedSettings loaded)
    {
        Assert.All(loaded.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem)));
        if (loaded.AreGood)
        {
            Assert.All(SettingsTable.All, setting => Assert.True(
                setting.Read(loaded.Settings) is { Count: 0 } || setting.Change(new ReadbackSettings(), setting.Read(loaded.Settings)) is not null, setting.Name));
        }
    }

    /// <summary>A table without a fault holds users as they may be made; a fault has its place in the file.</summary>
    private static void UsersTable(DirectoryCache directory, string text)
    {
        var (users, faults) = new ImportTable(directory).Read(text);
        var lines = text.Count(unit => unit is '\r' or '\n') + 1;
        Assert.All(faults, fault => Assert.InRange(fault.Line, 1, lines));
        Assert.All(faults, fault => Assert.False(string.IsNullOrWhiteSpace(fault.Text)));
        if (faults.Count > 0)
        {
            return;
        }
        Assert.All(users, user => Assert.Null(UserRules.CheckUsername(user.Input.Username)));
        Assert.Equal(users.Count, users.Select(user => CaseFolding.Fold(user.Input.Username!)).Distinct().Count());
    }

    /// <summary>What is written is read again as what it was, and is no formula.</summary>
    private static void ExportedTable(string?[] input)
    {
        if (MessageText.Check(input[0]!) != MessageTextFault.None || input[1] is not ("," or ";"))
        {
            return;
        }
        var bytes = new ArrayBufferWriter<byte>();
        var csv = new Csv(input[1]![0], isOfReceipts: false);
        csv.Begin(bytes, new ExportHead("boiler-2", default(DateBounds), ExportZone.Utc, "log", 1, 1, "ayse", Date));
        csv.Write(bytes, new ExportedMessage(new MessageRow(1, 1, 1, "ayse", Date, 1, input[0]!), []));
        var records = CsvRecords.Read(Encoding.UTF8.GetString(bytes.WrittenSpan), (line, fault) => Assert.Fail($"{line}: {fault}"));
        var cell = records[1].Cells[5];
        Assert.Equal((2, 9), (records.Count, records[1].Cells.Count));
        Assert.DoesNotContain(cell[0], "=+-@\t\r\n");
        Assert.Equal(input[0], cell[0] == '\'' ? cell[1..] : cell);
    }
}
