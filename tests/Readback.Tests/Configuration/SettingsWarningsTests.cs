using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Configuration;

/// <summary>What works and is not safe is said; what is safe is left alone.</summary>
public sealed class SettingsWarningsTests
{
    private static readonly ReadbackSettings Safe = new() { Data = "./a directory that is not there" };

    [Fact]
    public void As_it_comes_nothing_is_unsafe() => Assert.Equal([], Warned(Safe));

    [Theory]
    [InlineData("http://0.0.0.0:8081", "urls")]
    [InlineData("http://*:8081", "urls")]
    [InlineData("http://10.0.0.7:80", "urls")]
    [InlineData("http://[::]:8081", "urls")]
    [InlineData("http://127.0.0.1:8081", "")]
    [InlineData("http://[::1]:8081", "")]
    [InlineData("http://localhost:8081", "")]
    [InlineData("https://0.0.0.0:443", "")]
    [InlineData("http://127.0.0.1:9000", "sessions.accessCookieName")]
    [InlineData("https://0.0.0.0:8443", "sessions.accessCookieName")]
    public void An_address(string url, string setting) =>
        Assert.Equal(setting, string.Join(' ', Warned(Safe with { Urls = [url] })));

    [Fact]
    public void Plain_HTTP_behind_a_proxy_that_is_named_is_as_it_should_be() => Assert.Equal([], Warned(Safe with
    {
        Urls = ["http://0.0.0.0:8081"], Network = new NetworkSettings { TrustedProxies = ["10.0.0.1"] },
    }));

    [Fact]
    public void Other_cookie_names_keep_it_apart_from_its_neighbour() => Assert.Equal([], Warned(Safe with
    {
        Urls = ["http://127.0.0.1:9000"],
        Sessions = new SessionSettings { AccessCookieName = "rb_access", RefreshCookieName = "rb_refresh" },
    }));

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("fd00::/64", false)]
    [InlineData("10.0.0.1", false)]
    public void A_proxy_that_is_almost_anybody(string proxy, bool isUnsafe) => Assert.Equal(
        isUnsafe ? ["network.trustedProxies"] : [], Warned(Safe with { Network = new NetworkSettings { TrustedProxies = [proxy] } }));

    [Theory]
    [InlineData("http://hmi.example", true)]
    [InlineData("https://hmi.example", false)]
    [InlineData("http://localhost:3000", false)]
    public void Another_site_over_plain_HTTP(string origin, bool isUnsafe)
    {
        var settings = Safe with { Network = new NetworkSettings { AllowedOrigins = [origin], FrameAncestors = [origin] } };
        Assert.Equal(isUnsafe ? ["network.allowedOrigins", "network.frameAncestors"] : [], Warned(settings));
    }

    [Theory]
    [InlineData("Host=db;Database=readback", true)]
    [InlineData("Host=db;Database=readback;SSL Mode=Require", false)]
    [InlineData("Host=localhost;Database=readback", false)]
    [InlineData("Host=/run/postgresql;Database=readback", false)]
    public void A_database_elsewhere_over_an_open_line(string store, bool isUnsafe) =>
        Assert.Equal(isUnsafe ? ["store"] : [], Warned(Safe with { Store = store }));

    [Fact]
    public void Limits_that_let_passwords_be_guessed() => Assert.Equal(
        ["sessions.lockAfterFailures", "sessions.loginsPerMinute"],
        Warned(Safe with { Sessions = new SessionSettings { LockAfterFailures = 51, LoginsPerMinute = 601 } }));

    [Fact]
    public void Files_that_others_can_read()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        var (file, key) = (Path.Combine(folder.Path, "readback.json"), Path.Combine(folder.Path, "key.pem"));
        File.WriteAllText(file, """{ "adminPassword": "correct horse 1" }""");
        File.WriteAllText(key, "");
        var settings = LoadedSettings.Load(new SettingsSources { ConfigFile = file }).Settings with
        {
            Data = folder.Path, Network = new NetworkSettings { CertificateKeyFile = key },
        };
        foreach (var (mode, warned) in ((UnixFileMode, string[])[])
            [(UnixFileMode.UserRead, []), (UnixFileMode.UserRead | UnixFileMode.OtherRead, ["data", "adminPassword", "network.certificateKeyFile"])])
        {
            File.SetUnixFileMode(file, mode);
            File.SetUnixFileMode(key, mode);
            File.SetUnixFileMode(folder.Path, mode | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Equal(warned, Warned(settings));
        }
    }

    private static IEnumerable<string> Warned(ReadbackSettings settings) => SettingsWarnings.Of(settings).Select(warning => warning.Setting);
}
