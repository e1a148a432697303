using System.Net;
using Npgsql;

namespace Readback.Configuration;

/// <summary>A setting that works and is not safe.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Text">What may happen, and what to do.</param>
public sealed record SettingWarning(string Setting, string Text);

/// <summary>
/// What a server should not be run with, said wherever an administrator looks: by <c>check-config</c>, in the log of every
/// start, and in the console. None of it stops a start.
/// </summary>
internal static class SettingsWarnings
{
    private const int MinProxyPrefixV4Length = 8;
    private const int MinProxyPrefixV6Length = 32;
    private const int MaxSaneLoginsPerMinute = 600;
    private const int MaxSaneFailures = 50;

    /// <summary>Readback's own usual port and those of HTTP: there no inSCADA can be on the same host with its own.</summary>
    private static readonly int[] UsualPorts = [8081, 80, 443, 0];

    public static IReadOnlyList<SettingWarning> Of(ReadbackSettings settings) =>
        [.. OfNetwork(settings), .. OfSessions(settings), .. OfFiles(settings)];

    private static IEnumerable<SettingWarning> OfNetwork(ReadbackSettings settings)
    {
        var network = settings.Network;
        foreach (var url in settings.Urls.Where(url => !SettingRules.IsHttps(url) && !IsLoopback(url)))
        {
            if (network.TrustedProxies.Count == 0)
            {
                yield return new("urls", $"{url} takes plain HTTP from the network: passwords and messages can be read and changed on the way. Give network.certificateFile and an https address, or put a proxy with TLS in front and name it in network.trustedProxies.");
            }
        }
        foreach (var proxy in network.TrustedProxies.Where(IsVeryWide))
        {
            yield return new("network.trustedProxies", $"{proxy} lets almost anybody say what address they come from: locks after wrong passwords and the record of log-ins can be deceived. Name the proxies alone.");
        }
        foreach (var origin in network.AllowedOrigins.Where(IsForeignHttp))
        {
            yield return new("network.allowedOrigins", $"Pages of {origin} come over plain HTTP and can be changed on the way; so can what they do with a user's tokens. Serve them by HTTPS.");
        }
        foreach (var origin in network.FrameAncestors.Where(IsForeignHttp))
        {
            yield return new("network.frameAncestors", $"Pages of {origin} come over plain HTTP and can be changed on the way, and may lay anything over the console. Serve them by HTTPS.");
        }
        if (settings.Store is { } store && new NpgsqlConnectionStringBuilder(store) is { } database
            && !IsLocal(database.Host) && database.SslMode is SslMode.Disable or SslMode.Allow or SslMode.Prefer)
        {
            yield return new("store", $"The way to {database.Host} need not be encrypted: all that is said can be read on it. Add SSL Mode=VerifyFull (or Require).");
        }
    }

    private static IEnumerable<SettingWarning> OfSessions(ReadbackSettings settings)
    {
        var (sessions, defaults) = (settings.Sessions, new SessionSettings());
        if ((sessions.AccessCookieName == defaults.AccessCookieName || sessions.RefreshCookieName == defaults.RefreshCookieName)
            && settings.Urls.All(url => !UsualPorts.Contains(BindingAddress.Parse(url).Port)))
        {
            yield return new("sessions.accessCookieName", "On a port of its own Readback often stands beside an inSCADA, and browsers don't keep cookies apart by port: with the same names, logging in to one logs out of the other. Give sessions.accessCookieName and sessions.refreshCookieName other names.");
        }
        if (sessions.LockAfterFailures > MaxSaneFailures)
        {
            yield return new("sessions.lockAfterFailures", $"{sessions.LockAfterFailures} wrong passwords in a row are let pass: passwords can be guessed.");
        }
        if (sessions.LoginsPerMinute > MaxSaneLoginsPerMinute)
        {
            yield return new("sessions.loginsPerMinute", $"{sessions.LoginsPerMinute} log-ins a minute from one address: passwords can be guessed, and the guessing takes the server's time.");
        }
    }

    private static IEnumerable<SettingWarning> OfFiles(ReadbackSettings settings)
    {
        if (settings.Store is null && IsOpenToOthers(settings.Data))
        {
            yield return new("data", $"Other users of this system can look into {settings.Data}, which holds all that is said and the keys that sign log-ins: chmod 700.");
        }
        foreach (var file in settings.SecretFiles.Where(IsOpenToOthers))
        {
            yield return new("adminPassword", $"Other users of this system can read {file}, which holds a secret: chmod 600.");
        }
        if ((settings.Network.CertificateKeyFile ?? settings.Network.CertificateFile) is { } key && IsOpenToOthers(key))
        {
            yield return new("network.certificateKeyFile", $"Other users of this system can read {key}, which holds the certificate's private key: chmod 600.");
        }
    }

    private static bool IsLoopback(string url) =>
        BindingAddress.Parse(url).Host is var host && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    private static bool IsLocal(string? host) =>
        host is null or "localhost" || host.StartsWith('/') || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsForeignHttp(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback;

    private static bool IsVeryWide(string proxy) =>
        IPNetwork.TryParse(proxy, out var network)
        && network.PrefixLength < (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? MinProxyPrefixV4Length : MinProxyPrefixV6Length);

    /// <summary>What is not there yet is made for its owner's eyes only.</summary>
    private static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.OtherWrite)) != 0;
}
