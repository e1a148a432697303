using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Configuration;

public sealed class LoadedSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LoadedSettingsTests() => System.IO.Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_any_source_the_defaults_hold()
    {
        var loaded = LoadedSettings.Load(new SettingsSources());

        Assert.Empty(loaded.Problems);
        Assert.Equal(["http://127.0.0.1:8081"], loaded.Settings.Urls);
        Assert.Equal(300, loaded.Settings.Sessions.AccessTokenSeconds);
        Assert.All(SettingsTable.All, setting => Assert.Equal(LoadedSettings.DefaultOrigin, loaded.OriginOf(setting)));
    }

    [Fact]
    public void Each_source_outdoes_the_one_before_it()
    {
        var file = Write("""{ "data": "of-file", "sessions": { "lockMinutes": 1, "sessionDays": 7, "loginBurst": 3 }, }""");
        var loaded = LoadedSettings.Load(new SettingsSources
        {
            ConfigFile = file,
            Environment = new Dictionary<string, string>
            {
                ["READBACK_DATA"] = "of-environment", ["READBACK_SESSIONS_LOCK_MINUTES"] = "2", ["HOME"] = "/nobody",
            },
            Options = new Dictionary<string, string> { ["data"] = "of-option" },
        });

        Assert.Empty(loaded.Problems);
        Assert.Equal("of-option", loaded.Settings.Data);
        Assert.Equal(2, loaded.Settings.Sessions.LockMinutes);
        Assert.Equal(7, loaded.Settings.Sessions.SessionDays);
        Assert.Equal("the option --data", loaded.Origins["data"]);
        Assert.Equal("the environment variable READBACK_SESSIONS_LOCK_MINUTES", loaded.Origins["sessions.lockMinutes"]);
        Assert.Equal(file, loaded.Origins["sessions.sessionDays"]);
    }

    [Fact]
    public void What_tells_a_command_who_it_is_is_no_setting_and_stops_no_server() =>
        Assert.Empty(LoadedSettings.Load(new SettingsSources
        {
            Environment = ClientVariables.All.ToDictionary(name => name, _ => "something"),
        }).Problems);

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\u00FF\"")]
    public void A_file_that_is_no_Unicode_is_told_of_in_a_sentence(string value)
    {
        var file = Path.Combine(_folder.Path, "readback.json");
        File.WriteAllText(file, $$"""{ "data": {{value}} }""", System.Text.Encoding.Latin1);

        Assert.StartsWith($"{file} is no JSON: ", Assert.Single(LoadedSettings.Load(new SettingsSources { ConfigFile = file }).Problems));
    }

    [Fact]
    public void Lists_are_arrays_in_the_file_and_divided_by_commas_elsewhere()
    {
        var file = Write("""
            {
                // Comments are fine.
                "Network": { "TrustedProxies": ["10.0.0.1", "fd00::/8"] }
            }
            """);
        var loaded = LoadedSettings.Load(new SettingsSources
        {
            ConfigFile = file, Options = new Dictionary<string, string> { ["urls"] = "http://127.0.0.1:1, http://[::1]:2;http://*:3" },
        });

        Assert.Empty(loaded.Problems);
        Assert.Equal(["10.0.0.1", "fd00::/8"], loaded.Settings.Network.TrustedProxies);
        Assert.Equal(["http://127.0.0.1:1", "http://[::1]:2", "http://*:3"], loaded.Settings.Urls);
    }

    [Theory]
    [InlineData("READBACK_SESSIONS_ACCESS_TOKEN_SECONDS", "abc", "sessions.accessTokenSeconds (from the environment variable READBACK_SESSIONS_ACCESS_TOKEN_SECONDS): must be a whole number from 10 to 3600, not \"abc\".")]
    [InlineData("READBACK_SESSIONS_ACCESS_TOKEN_SECONDS", "9", "must be a whole number from 10 to 3600, not \"9\"")]
    [InlineData("READBACK_URLS", "http://chat.plant.example:80", "each must be http:// or https://, then an IP address")]
    [InlineData("READBACK_URLS", "http://127.0.0.1:80/chat", "no path")]
    [InlineData("READBACK_URLS", "http://127.0.0.1:70000", "urls")]
    [InlineData("READBACK_URLS", "http://127.0.0.1", "a colon and a port")]
    [InlineData("READBACK_URLS", "ftp://127.0.0.1:21", "urls")]
    [InlineData("READBACK_URLS", " ", "urls: must name at least one address.")]
    [InlineData("READBACK_URLS", "https://*:443", "network.certificateFile: must be given, since urls holds an https address.")]
    [InlineData("READBACK_DATA", "", "data (from the environment variable READBACK_DATA): must be a path that is not empty")]
    [InlineData("READBACK_STORE", "Hos|_=", "store (from the environment variable READBACK_STORE)")]
    [InlineData("READBACK_NETWORK_CERTIFICATE_FILE", "/nowhere/cert.pem", "must be a file that exists, not \"/nowhere/cert.pem\"")]
    [InlineData("READBACK_NETWORK_TRUSTED_PROXIES", "10.0.0.1/99", "an IP address, or a network such as 10.0.0.0/8")]
    [InlineData("READBACK_NETWORK_ALLOWED_ORIGINS", "https://hmi.example/page", "no path")]
    [InlineData("READBACK_NETWORK_ALLOWED_ORIGINS", "https://HMI.example", "a lower-case host")]
    [InlineData("READBACK_NETWORK_ALLOWED_ORIGINS", "*", "network.allowedOrigins")]
    [InlineData("READBACK_SESSIONS_ACCESS_COOKIE_NAME", "a b", "1 to 64 letters, digits, - or _")]
    [InlineData("READBACK_SESSIONS_ACCESS_COOKIE_NAME", "ins_refresh_token", "must differ from sessions.accessCookieName")]
    [InlineData("READBACK_SESSIONS_REFRESH_TOKEN_SECONDS", "60", "must not be less than sessions.accessTokenSeconds")]
    [InlineData("READBACK_LOGGING_LEVEL", "loud", "one of Trace, Debug, Information, Warning, Error, Critical, None")]
    [InlineData("READBACK_LOGGING_LEVEL", "3", "logging.level")]
    [InlineData("READBACK_LIMITS_MAX_REQUEST_LINE_BYTES", "1024", "a whole number from 49152 to 131072")]
    [InlineData("READBACK_SESSION_DAYS", "3", "The environment variable READBACK_SESSION_DAYS names no setting.")]
    [InlineData("READBACK_SESSIONS__SESSIONDAYS", "3", "Is READBACK_SESSIONS_SESSION_DAYS meant?")]
    public void What_breaks_a_rule_is_named_with_its_origin_and_the_rule(string variable, string value, string expected) =>
        Assert.Contains(expected, Assert.Single(FromEnvironment(variable, value).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "sesions": {} }""", "there is no setting sesions.")]
    [InlineData("""{ "sessions": { "lockHours": 1 } }""", "there is no setting sessions.lockHours.")]
    [InlineData("""{ "sessions": 5 }""", "sessions must be a JSON object.")]
    [InlineData("[]", "the file must be a JSON object.")]
    [InlineData("{", "is no JSON")]
    [InlineData("""{ "data": "a", "DATA": "b" }""", "DATA stands there twice.")]
    [InlineData("""{ "data": null }""", "data (from ")]
    [InlineData("""{ "data": ["a"] }""", "must be a path that is not empty.")]
    [InlineData("""{ "urls": [null] }""", "urls (from ")]
    [InlineData("""{ "sessions": { "lockMinutes": 1.5 } }""", "must be a whole number from 1 to 1440, not \"1.5\".")]
    public void A_file_is_read_strictly(string json, string expected)
    {
        var file = Write(json);
        var problem = Assert.Single(LoadedSettings.Load(new SettingsSources { ConfigFile = file }).Problems);

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Contains(file, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_asked_for_must_be_there() => Assert.Contains(
        "can't be read", Assert.Single(LoadedSettings.Load(new SettingsSources { ConfigFile = "/nowhere.json" }).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_secret_is_shown_neither_when_it_is_good_nor_when_it_is_not()
    {
        var good = FromEnvironment("READBACK_ADMIN_PASSWORD", "correct horse 1");
        var bad = FromEnvironment("READBACK_ADMIN_PASSWORD", "hunter2");

        Assert.Equal("correct horse 1", good.Settings.AdminPassword);
        Assert.Contains("adminPassword", SettingsDocument.InForce(good), StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse 1", SettingsDocument.InForce(good), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Assert.Single(bad.Problems), StringComparison.Ordinal);
    }

    private static LoadedSettings FromEnvironment(string variable, string value) =>
        LoadedSettings.Load(new SettingsSources { Environment = new Dictionary<string, string> { [variable] = value } });

    private string Write(string json)
    {
        var file = Path.Combine(_folder.Path, "readback.json");
        File.WriteAllText(file, json);
        return file;
    }
}
