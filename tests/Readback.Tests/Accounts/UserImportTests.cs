using System.Text;
using Readback.Storage.Sqlite;
using Readback.Tests.Cli;
using Readback.Tests.Hosting;
using Readback.Tests.Storage;

namespace Readback.Tests.Accounts;

/// <summary><c>readback user import</c>: every fault by its line, and all of the users or none.</summary>
[Trait("Engine", "Sqlite")]
public sealed class UserImportTests(SoundData sound) : IClassFixture<SoundData>, IDisposable
{
    private readonly TemporaryFolder _data = sound.Directory();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(',', true)]
    [InlineData(';', false)]
    [InlineData('\t', true)]
    public async Task A_plant_s_users_are_made_as_a_spreadsheet_has_them(char separator, bool hasMark)
    {
        var table = "Username,email,spaces,roles,password\r\n"
            + "gül,gul@example.org,boiler-2|default_space,AUDITOR,\r\n"
            + "\"İsmail \"\"usta\"\"\",,BOILER-2,,ten characters at least\r\n\r\n"
            + "dina,,,ADMIN|AUDITOR,";
        var file = Write(table.Replace(',', separator), hasMark);
        var secrets = Path.Combine(_data.Path, "passwords");

        var outcome = await Run(file, "--passwords", secrets);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("Made 3 users.", outcome.Out, StringComparison.Ordinal);
        var made = (await File.ReadAllLinesAsync(secrets, TestContext.Current.CancellationToken)).Select(line => line.Split('\t')).ToDictionary(line => line[0], line => line[1]);
        Assert.Equal(["dina", "gül"], made.Keys.Order());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(secrets) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var list = (await Commands.Run("user", "list", "--data", _data.Path)).Out;
        Assert.Contains("gül\tenabled\tAUDITOR\tdefault_space, boiler-2", list, StringComparison.Ordinal);
        Assert.Contains("İsmail \"usta\"\tenabled\t\tboiler-2", list, StringComparison.Ordinal);
        Assert.Contains("dina\tenabled\tADMIN, AUDITOR\t", list, StringComparison.Ordinal);
        // Who was given a password by the file keeps it; who got one that was made up has to change it.
        Assert.Equal([("dina", 1L), ("gül", 1L), ("İsmail \"usta\"", 0L)], (await SqliteSnapshot.Read(_data.Path, db => db.All(
            "SELECT username, require_password_reset FROM users WHERE created_by = '(command line)'", r => (r.Text(0), r.Number(1))))).Order());
        Assert.Equal(9, await SqliteSnapshot.Read(_data.Path, db => db.Number("SELECT count(*) FROM audit WHERE username = '(command line)'")));
        Assert.Equal(0, (await Commands.Run("verify", "--data", _data.Path)).Code);

        await using var server = await ReadbackServer.Run(settings => settings with { Data = _data.Path });
        await server.LogIn("gül", password: made["gül"]);
        await server.LogIn("İsmail \"usta\"", password: "ten characters at least");
    }

    [Fact]
    public async Task Without_a_file_for_them_passwords_are_shown_once()
    {
        var outcome = await Run(Write("username\ndina\n", true));
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Matches("(?m)^dina\t[a-zA-Z2-9]{23}$", outcome.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Every_fault_is_told_with_its_line_and_nothing_is_changed()
    {
        var file = Write(
            "username;email;phone;spaces;roles;password;requirePasswordReset\n"
            + "dina;;;;;;\n"
            + "AYSE;;;boiler-9|boiler-8;BOSS;short;maybe\n"
            + "a/b;" + new string('x', 255) + ";;;;;\n"
            + "\"two\nlines\";;;;;;\n"
            + "DİNA;;;;;;\n"
            + "one;cell;too;many;;;;\n"
            + ";;;;;;\n",
            false);
        var before = (await Commands.Run("user", "list", "--data", _data.Path)).Out;
        foreach (var dryRun in (string[][])[["--dry-run"], []])
        {
            var outcome = await Run([file, .. dryRun]);
            Assert.Equal(1, outcome.Code);
            const string BadName = "username: must have 1 to 50 characters, no control characters, no '/', and no space at its ends.";
            Assert.Equal(
                [
                    "line 3: requirePasswordReset: must be true or false.",
                    "line 3: password: must have 10 to 128 characters.",
                    "line 3: username: another user has this name, or once had it.",
                    "line 3: roles: BOSS is not one of ADMIN, AUDITOR, OPERATOR.",
                    "line 3: spaces: there is no space boiler-9.",
                    "line 3: spaces: there is no space boiler-8.",
                    $"line 4: {BadName}",
                    "line 4: email: must have 254 characters at most, and no control characters.",
                    $"line 5: {BadName}",
                    "line 7: username: line 2 has this name already.",
                    "line 8: has 8 cells, and the first line names 7 columns.",
                    $"line 9: {BadName}",
                    "12 faults; nothing was changed.",
                ],
                outcome.Error.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
            Assert.Equal(before, (await Commands.Run("user", "list", "--data", _data.Path)).Out);
        }
    }

    [Theory]
    [InlineData("", "line 1: the file is empty")]
    [InlineData("email,phone\n", "line 1: the column username is missing.")]
    [InlineData("username,name\n", "line 1: there is no column \"name\"")]
    [InlineData("username,Username\n", "line 1: the column username stands there twice.")]
    [InlineData("username\n\"dina\n", "line 2: a quotation mark is opened and never closed.")]
    [InlineData("username,email\n\"dina\"x,\n", "line 2: something stands behind the closing quotation mark")]
    [InlineData("username,email\ndi\"na,\n", "line 2: a quotation mark stands in a cell that has none around it.")]
    public async Task A_table_that_is_none(string table, string error)
    {
        var outcome = await Run(Write(table, false));
        Assert.Equal(1, outcome.Code);
        Assert.StartsWith(error, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_said_to_be_one_and_a_dry_run_makes_nobody()
    {
        var file = Write("username\ngül\n", false);
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes("username\ngül\n"), TestContext.Current.CancellationToken);
        Assert.Contains("is not UTF-8", (await Run(file)).Error, StringComparison.Ordinal);
        Assert.Contains("can't be read", (await Run(file + "x")).Error, StringComparison.Ordinal);

        Assert.Equal("All is well: 1 users can be made.", (await Run(Write("username\ngül\n", false), "--dry-run")).Out.TrimEnd());
        Assert.DoesNotContain("gül", (await Commands.Run("user", "list", "--data", _data.Path)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_there_may_be_is_refused()
    {
        var file = Write("username\n" + string.Concat(Enumerable.Range(0, 10_001).Select(n => $"user{n}\n")), false);
        Assert.StartsWith("line 10002: a file holds 10000 users at most.", (await Run(file, "--dry-run")).Error, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, new byte[(16 * 1024 * 1024) + 1], TestContext.Current.CancellationToken);
        Assert.Contains("is larger than", (await Run(file)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_server_has_the_directory_it_refuses()
    {
        await using var server = SqliteStore.Open(_data.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStore>.Instance);
        Assert.Contains("in use by another Readback process", (await Run(Write("username\ndina\n", false))).Error, StringComparison.Ordinal);
    }

    private string Write(string table, bool hasMark)
    {
        var file = Path.Combine(_data.Path, "users.csv");
        File.WriteAllText(file, table, new UTF8Encoding(hasMark));
        return file;
    }

    private Task<Outcome> Run(params string[] arguments) => Commands.Run(["user", "import", .. arguments, "--data", _data.Path]);
}
