namespace Readback.Configuration;

/// <summary>
/// The one table of settings. Reading them, <c>readback check-config</c> and <c>docs/settings.md</c> all go by it.
/// </summary>
internal static class SettingsTable
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    private static readonly IReadOnlyList<Setting> House =
    [
        Setting.List("urls", "Where the server listens.", SettingRules.Url, SettingRules.IsUrl,
            s => s.Urls, (s, v) => s with { Urls = v }),
        Setting.Text("data", "The directory that holds the database; made where it is missing.", SettingRules.Path, SettingRules.IsPath,
            s => s.Data, (s, v) => s with { Data = v }),
        Setting.Text("store", "A PostgreSQL database (15 or later) in place of the embedded one, as an Npgsql connection string: Host=db;Database=readback;Username=readback;Password=… Several servers may share it.",
            SettingRules.Store, SettingRules.IsStore, s => s.Store, (s, v) => s with { Store = v })
            with { IsSecret = true },
        Setting.Text("adminPassword", "The password of the user admin, read at the first start only. Where none is given, one is made at random and printed once.",
            SettingRules.Password, SettingRules.IsPassword, s => s.AdminPassword, (s, v) => s with { AdminPassword = v })
            with { IsSecret = true },
    ];

    private static readonly IReadOnlyList<Setting> Sessions =
    [
        Session("accessTokenSeconds", "How long an access token is good, in seconds.", 10, 3600,
            s => s.AccessTokenSeconds, (s, v) => s with { AccessTokenSeconds = v }),
        Session("refreshTokenSeconds", "How long a refresh token is good, in seconds: a user away for longer logs in again.", 60, 30 * 86400,
            s => s.RefreshTokenSeconds, (s, v) => s with { RefreshTokenSeconds = v }),
        Session("sessionDays", "When a session ends at the latest, in days after the log-in.", 1, 365,
            s => s.SessionDays, (s, v) => s with { SessionDays = v }),
        CookieName("accessCookieName", "The name of the access token's cookie. Cookies ignore ports: beside an inSCADA on the same host the names must differ.",
            s => s.AccessCookieName, (s, v) => s with { AccessCookieName = v }),
        CookieName("refreshCookieName", "The name of the refresh token's cookie.",
            s => s.RefreshCookieName, (s, v) => s with { RefreshCookieName = v }),
        Session("lockAfterFailures", "Wrong passwords in a row, from one address, that lock an account for that address.", 1, 1000,
            s => s.LockAfterFailures, (s, v) => s with { LockAfterFailures = v }),
        Session("lockMinutes", "How long such a lock holds, in minutes.", 1, 1440,
            s => s.LockMinutes, (s, v) => s with { LockMinutes = v }),
        Session("loginsPerMinute", "Log-in attempts an address may make, a minute.", 1, 100_000,
            s => s.LoginsPerMinute, (s, v) => s with { LoginsPerMinute = v }),
        Session("loginBurst", "Log-in attempts an address may make at once.", 1, 100_000,
            s => s.LoginBurst, (s, v) => s with { LoginBurst = v }),
        Session("keepAuthLogDays", "How long the record of attempts to log in is kept, in days. Messages, receipts and the audit are kept for ever.", 30, 36_500,
            s => s.KeepAuthLogDays, (s, v) => s with { KeepAuthLogDays = v }),
    ];

    private static readonly IReadOnlyList<Setting> Network =
    [
        Setting.List("network.trustedProxies", "Proxies whose X-Forwarded-For, -Proto and -Host are believed. From anybody else these headers are ignored.",
            SettingRules.Proxy, SettingRules.IsProxy,
            s => s.Network.TrustedProxies, (s, v) => s with { Network = s.Network with { TrustedProxies = v } }),
        Setting.List("network.allowedOrigins", "Other sites whose pages may call the API, with bearer tokens only.", SettingRules.Origin, SettingRules.IsOrigin,
            s => s.Network.AllowedOrigins, (s, v) => s with { Network = s.Network with { AllowedOrigins = v } }),
        Setting.List("network.frameAncestors", "Other sites whose pages may show the console in a frame.", SettingRules.Origin, SettingRules.IsOrigin,
            s => s.Network.FrameAncestors, (s, v) => s with { Network = s.Network with { FrameAncestors = v } }),
        Setting.Number("network.strictTransportDays", "How long browsers are to reach this host, and all below its name, by HTTPS alone, in days (Strict-Transport-Security); 0 says nothing. It binds every port of the host: leave it at 0 where anything there is reached by plain HTTP. 365 or more is what is recommended.", 0, 730,
            s => s.Network.StrictTransportDays, (s, v) => s with { Network = s.Network with { StrictTransportDays = v } }),
        Setting.Text("network.certificateFile", "The certificate for https addresses: PEM (with its chain), or PKCS #12 (.pfx, .p12).",
            SettingRules.ExistingFile, File.Exists,
            s => s.Network.CertificateFile, (s, v) => s with { Network = s.Network with { CertificateFile = v } }),
        Setting.Text("network.certificateKeyFile", "The private key of a PEM certificate, where it is in a file of its own.", SettingRules.ExistingFile, File.Exists,
            s => s.Network.CertificateKeyFile, (s, v) => s with { Network = s.Network with { CertificateKeyFile = v } }),
        Setting.Text("network.certificatePassword", "The password of the PKCS #12 file, or of an encrypted key.", "any text", _ => true,
            s => s.Network.CertificatePassword, (s, v) => s with { Network = s.Network with { CertificatePassword = v } })
            with { IsSecret = true },
    ];

    private static readonly IReadOnlyList<Setting> Limits =
    [
        Limit("maxMessageBodyBytes", "The largest body of a message, in bytes; larger: 413.", 32 * KiB, MiB,
            s => s.MaxMessageBodyBytes, (s, v) => s with { MaxMessageBodyBytes = v }),
        Limit("maxFormBodyBytes", "The largest body of any other request, in bytes; larger: 413.", 512 * KiB, 16 * MiB,
            s => s.MaxFormBodyBytes, (s, v) => s with { MaxFormBodyBytes = v }),
        Limit("maxRequestLineBytes", "The longest request line (method, path and query), in bytes; longer: 414.", 48 * KiB, 128 * KiB,
            s => s.MaxRequestLineBytes, (s, v) => s with { MaxRequestLineBytes = v }),
        Limit("maxHeaderBytes", "All headers of a request together, in bytes; more: 431.", 8 * KiB, 128 * KiB,
            s => s.MaxHeaderBytes, (s, v) => s with { MaxHeaderBytes = v }),
        Limit("maxConnections", "Connections open at once, live feeds among them; the next are closed unanswered.", 10, 1_000_000,
            s => s.MaxConnections, (s, v) => s with { MaxConnections = v }),
        Limit("minBodyBytesPerSecond", "The slowest body that is waited for, in bytes a second, after the first 5 seconds; slower: 408.", 1, MiB,
            s => s.MinBodyBytesPerSecond, (s, v) => s with { MinBodyBytesPerSecond = v }),
        Limit("requestHeadersSeconds", "How long a client may take to send its headers, in seconds; longer: 408.", 1, 300,
            s => s.RequestHeadersSeconds, (s, v) => s with { RequestHeadersSeconds = v }),
        Limit("requestSeconds", "How long a request may take, in seconds; longer: 503. Live feeds are exempt.", 1, 600,
            s => s.RequestSeconds, (s, v) => s with { RequestSeconds = v }),
        Limit("drainSeconds", "How long a server that is told to stop goes on taking requests while it says that it is not ready, in seconds. 0 where no balancer stands in front; behind one, longer than the balancer takes to notice.", 0, 300,
            s => s.DrainSeconds, (s, v) => s with { DrainSeconds = v }),
        Limit("stopSeconds", "How long a server that is told to stop lets its last requests take, in seconds.", 1, 600,
            s => s.StopSeconds, (s, v) => s with { StopSeconds = v }),
        Limit("diskWarningMegabytes", "Free room on the disk of the data directory, in MB, below which the server warns: in its log, at /health/ready and by /metrics. Not for PostgreSQL, whose disk is its own.", 1, 1_000_000,
            s => s.DiskWarningMegabytes, (s, v) => s with { DiskWarningMegabytes = v }),
    ];

    private static readonly IReadOnlyList<Setting> Machines =
    [
        Machine("sendsPerMinute", "Messages a machine may send, a minute, at each node; more: 429.", 1, 100_000,
            s => s.SendsPerMinute, (s, v) => s with { SendsPerMinute = v }),
        Machine("sendBurst", "Messages a machine may send at once.", 1, 100_000,
            s => s.SendBurst, (s, v) => s with { SendBurst = v }),
    ];

    private static readonly IReadOnlyList<Setting> Webhooks =
    [
        Setting.List("webhooks.allowedHosts", "Hosts that webhooks may name. A URL with an IP address needs no name here.", SettingRules.HostName, SettingRules.IsHostName,
            s => s.Webhooks.AllowedHosts, (s, v) => s with { Webhooks = s.Webhooks with { AllowedHosts = v } }),
        Setting.List("webhooks.allowedNetworks", "Addresses or networks that webhooks may be delivered to, whatever their host's name leads to. Where none is given there are no webhooks.", SettingRules.Proxy, SettingRules.IsProxy,
            s => s.Webhooks.AllowedNetworks, (s, v) => s with { Webhooks = s.Webhooks with { AllowedNetworks = v } }),
        Setting.Number("webhooks.disableAfterHours", "How long a webhook may fail before it is switched off, in hours.", 1, 10_000,
            s => s.Webhooks.DisableAfterHours, (s, v) => s with { Webhooks = s.Webhooks with { DisableAfterHours = v } }),
    ];

    private static readonly IReadOnlyList<Setting> Logging =
    [
        Setting.Choice("logging.level", "The least that Readback writes to its log. Of the framework below it only warnings and errors are ever written.",
            s => s.Logging.Level, (s, v) => s with { Logging = s.Logging with { Level = v } }),
        Setting.Choice("logging.format", "Text is for people, Json for machines; Auto means Text on a terminal and Json anywhere else.",
            s => s.Logging.Format, (s, v) => s with { Logging = s.Logging with { Format = v } }),
    ];

    private static readonly IReadOnlyList<Setting> Metrics =
    [
        Setting.Text("metrics.otlpEndpoint", "A collector of OpenTelemetry's to which all measures are pushed every minute as well, by OTLP over HTTP (protobuf): http://collector:4318. Nowhere unless given; /metrics is there in any case.",
            SettingRules.Collector, SettingRules.IsCollector, s => s.Metrics.OtlpEndpoint, (s, v) => s with { Metrics = new MetricsSettings { OtlpEndpoint = v } }),
    ];

    /// <summary>Every setting there is, in the order in which people read them.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. House, .. Sessions, .. Network, .. Limits, .. Machines, .. Webhooks, .. Logging, .. Metrics];

    /// <summary>A setting by its name in the file, case ignored.</summary>
    public static Setting? Find(string name) =>
        All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Setting Session(
        string name, string description, int minimum, int maximum,
        Func<SessionSettings, int> read, Func<SessionSettings, int, SessionSettings> change) =>
        Setting.Number($"sessions.{name}", description, minimum, maximum,
            s => read(s.Sessions), (s, v) => s with { Sessions = change(s.Sessions, v) });

    private static Setting CookieName(
        string name, string description, Func<SessionSettings, string> read, Func<SessionSettings, string, SessionSettings> change) =>
        Setting.Text($"sessions.{name}", description, SettingRules.CookieName, SettingRules.IsCookieName,
            s => read(s.Sessions), (s, v) => s with { Sessions = change(s.Sessions, v) });

    private static Setting Machine(
        string name, string description, int minimum, int maximum,
        Func<MachineSettings, int> read, Func<MachineSettings, int, MachineSettings> change) =>
        Setting.Number($"machines.{name}", description, minimum, maximum,
            s => read(s.Machines), (s, v) => s with { Machines = change(s.Machines, v) });

    private static Setting Limit(
        string name, string description, int minimum, int maximum,
        Func<LimitSettings, int> read, Func<LimitSettings, int, LimitSettings> change) =>
        Setting.Number($"limits.{name}", description, minimum, maximum,
            s => read(s.Limits), (s, v) => s with { Limits = change(s.Limits, v) });
}
