using Readback.Storage.Sqlite;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Storage;

namespace Readback.Tests.Cli;

[Trait("Engine", "Sqlite")]
public sealed class AdministrationCommandTests(SoundData sound) : IClassFixture<SoundData>, IDisposable
{
    private readonly TemporaryFolder _data = sound.Directory();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_user_is_made_with_a_password_that_is_shown_once()
    {
        var made = await Run("user", "add", "dina", "--role", "AUDITOR", "--space", "BOILER-2");
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Matches(@"^Made dina\. Password, shown this once:\t[a-zA-Z2-9]{23}$", made.Out.TrimEnd());
        Assert.Contains("dina\tenabled\tAUDITOR\tboiler-2", await Lines("user", "list"));
        Assert.Contains("boiler-2\t4\tayse, bora, chen, dina", await Lines("space", "list"));

        await using var server = await ReadbackServer.Run(settings => settings with { Data = _data.Path });
        await server.LogIn("dina", password: made.Out.TrimEnd().Split('\t')[1]);
    }

    [Fact]
    public async Task A_machine_is_made_with_a_token_that_is_shown_once_and_sends()
    {
        var made = await Run("machine", "add", "boiler-2", "alarms", "--scope", "send", "--expires", "2027-06-30T00:00:00Z");
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Matches(@"^Made alarms\. Token, shown this once:\trb_[A-Za-z0-9_-]{43}$", made.Out.TrimEnd());
        Assert.Contains("alarms\tboiler-2\tsend\t2027-06-30T00:00:00Z\tgood", await Lines("machine", "list"));
        Assert.Contains("boiler-2\t3\tayse, bora, chen", await Lines("space", "list"));

        await using (var server = await ReadbackServer.Run(settings => settings with { Data = _data.Path }))
        {
            await Person.OfToken(server, "alarms", made.Out.TrimEnd().Split('\t')[1]).Say("Pressure high");
        }
        var (backup, restored) = (Path.Combine(_data.Path, "b.db"), Path.Combine(_data.Path, "restored"));
        await Good("backup", backup);
        await Good("machine", "revoke", "Alarms");
        Assert.Contains("alarms\tboiler-2\tsend\t2027-06-30T00:00:00Z\trevoked", await Lines("machine", "list"));

        // An alarm must not fall silent because a backup was restored: it knows the tokens of its own day.
        Assert.Equal(0, (await Commands.Run("restore", backup, "--data", restored)).Code);
        await using var again = await ReadbackServer.Run(settings => settings with { Data = restored });
        await Person.OfToken(again, "alarms", made.Out.TrimEnd().Split('\t')[1]).Say("Pressure high");
    }

    [Fact]
    public async Task Every_act_is_on_record_as_the_command_lines()
    {
        await Good("space", "add", "turbine 1");
        await Good("space", "add-member", "turbine 1", "bora");
        await Good("space", "remove-member", "turbine 1", "Bora");
        await Good("user", "disable", "chen");
        await Good("user", "enable", "chen");
        await Good("user", "reset-password", "ayse");
        await Good("machine", "add", "turbine 1", "alarms");
        await Good("machine", "renew", "ALARMS");
        await Good("machine", "revoke", "alarms");
        await Good("keys", "rotate");
        var acts = await SqliteSnapshot.Read(_data.Path, db => db.All(
            "SELECT action || ' ' || target FROM audit WHERE username = '(command line)' AND address = 'local' ORDER BY id",
            r => r.Text(0)));
        Assert.Equal(
            ["space.created turbine 1", "member.joined bora in turbine 1", "member.left bora in turbine 1",
                "user.changed chen", "user.changed chen", "user.password-reset ayse", "machine.created alarms in turbine 1",
                "machine.renewed alarms in turbine 1", "machine.revoked alarms in turbine 1", "keys.rotated token keys"],
            acts);
        Assert.Contains("turbine 1\t0\t", await Lines("space", "list"));
        Assert.Equal(0, (await Run("verify")).Code);
    }

    [Theory]
    [InlineData("There is no such user.", "user", "reset-password", "zoe")]
    [InlineData("There is no such space.", "machine", "add", "boiler-9", "alarms")]
    [InlineData("There is no such machine in this space.", "machine", "revoke", "bora")]
    [InlineData("scopes: must hold send, read, or both.", "machine", "add", "boiler-2", "alarms", "--scope", "write")]
    [InlineData("name: a user or another machine has this name, or once had it.", "machine", "add", "boiler-2", "BORA")]
    [InlineData("There is no such user.", "user", "disable", "zoe")]
    [InlineData("There is no such user.", "space", "add-member", "boiler-2", "zoe")]
    [InlineData("There is no such space.", "space", "add-member", "boiler-9", "bora")]
    [InlineData("The user is not a member of such a space.", "space", "remove-member", "default_space", "bora")]
    [InlineData("--space: boiler-9: There is no such space.", "user", "add", "dina", "--space", "boiler-9")]
    [InlineData("--role: BOSS is not one of ADMIN, AUDITOR, OPERATOR.", "user", "add", "dina", "--role", "BOSS")]
    [InlineData("username: another user has this name, or once had it.", "user", "add", "AYSE")]
    [InlineData("name: another space has this name, or had it when it was closed.", "space", "add", "Boiler-2")]
    [InlineData("This is the last enabled user with the role ADMIN: give the role to somebody else first.", "user", "disable", "admin")]
    public async Task What_can_not_be_done_is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        var outcome = await Run(arguments);
        Assert.Equal((1, "", sentence), (outcome.Code, outcome.Out, outcome.Error.TrimEnd()));
    }

    [Fact]
    public async Task While_a_server_has_the_directory_nobody_else_may_change_it_but_all_may_look()
    {
        await using var server = await ReadbackServer.Run(settings => settings with { Data = _data.Path });
        var refused = await Commands.RunProcess("", "user", "add", "dina", "--data", _data.Path);
        Assert.Equal(1, refused.Code);
        Assert.Contains("is in use by another Readback process", refused.Error);

        Assert.Equal(0, (await Commands.RunProcess("", "verify", "--data", _data.Path)).Code);
        var backup = Path.Combine(_data.Path, "b.db");
        Assert.Equal(0, (await Commands.RunProcess("", "backup", backup, "--data", _data.Path)).Code);
        Assert.True(File.Exists(backup));
    }

    [Fact]
    public async Task A_password_is_taken_from_standard_input()
    {
        var made = await Commands.RunProcess(
            "twelve o'clock\n", "user", "add", "dina", "--password-stdin", "--data", _data.Path);
        Assert.Equal((0, "Made dina.", ""), (made.Code, made.Out.TrimEnd(), made.Error));
        var tooShort = await Commands.RunProcess(
            "short\n", "user", "reset-password", "dina", "--password-stdin", "--data", _data.Path);
        Assert.Equal((1, "newPassword: must have 10 to 128 characters."), (tooShort.Code, tooShort.Error.TrimEnd()));

        await using var server = await ReadbackServer.Run(settings => settings with { Data = _data.Path });
        await server.LogIn("dina", space: null, password: "twelve o'clock");
    }

    private Task<Outcome> Run(params string[] arguments) => Commands.Run([.. arguments, "--data", _data.Path]);

    private async Task Good(params string[] arguments)
    {
        var outcome = await Run(arguments);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
    }

    private async Task<string[]> Lines(params string[] arguments) => (await Run(arguments)).Out.Split(Environment.NewLine);
}
