using System.Net;
using Npgsql;

namespace Readback.Configuration;

/// <summary>What a text must be to be an address, an origin, a proxy, a name, a file.</summary>
internal static class SettingRules
{
    public const string Url = "http:// or https://, then an IP address, localhost or *, a colon and a port; no path";
    public const string Proxy = "an IP address, or a network such as 10.0.0.0/8";
    public const string HostName = "a host's whole name, such as hooks.example.org; no port, no *";
    public const string Origin = "an origin as browsers send it: http:// or https://, a lower-case host, a port unless it is the usual one; no path, no *";
    public const string Collector = "http:// or https://, a host, a port unless it is the usual one; no path";
    public const string CookieName = "1 to 64 letters, digits, - or _";
    public const string Password = "10 to 128 characters";
    public const string ExistingFile = "a file that exists";
    public const string Store = "an Npgsql connection string that names at least a Host";
    public const string Path = "a path that is not empty";

    private const int MinPasswordLength = 10;
    private const int MaxPasswordLength = 128;
    private const int MaxCookieNameLength = 64;

    /// <remarks>Kestrel would take any other host name as "every address", which nobody means who writes one.</remarks>
    public static bool IsUrl(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https" && address.PathBase.Length == 0 && !address.IsUnixPipe
                && !address.IsNamedPipe && address.Port is >= 0 and <= IPEndPoint.MaxPort
                && text.EndsWith($":{address.Port}", StringComparison.Ordinal)
                && (address.Host is "*" or "localhost" || IPAddress.TryParse(address.Host, out _));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public static bool IsHttps(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);

    public static bool IsHostName(string text) => Uri.CheckHostName(text) == UriHostNameType.Dns;

    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == text;

    public static bool IsCollector(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", PathAndQuery: "/", Fragment: "" };

    public static bool IsCookieName(string text) =>
        text.Length is > 0 and <= MaxCookieNameLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool IsPassword(string text) => text.Length is >= MinPasswordLength and <= MaxPasswordLength;

    public static bool IsStore(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        // The second is what Npgsql says of an unknown word without a value.
        catch (Exception malformed) when (malformed is ArgumentException or KeyNotFoundException)
        {
            return false;
        }
    }

    public static bool IsPath(string text) => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0', StringComparison.Ordinal);
}
