namespace Readback.Configuration;

/// <summary>
/// Every setting with its default, bound once at the start. What each means, its unit and its range stand in
/// <see cref="SettingsTable"/>, from which binding, <c>check-config</c> and <c>docs/settings.md</c> are made.
/// </summary>
internal sealed record ReadbackSettings
{
    /// <summary>Where the server listens; an address and port each.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8081"];

    /// <summary>The directory that holds the embedded database.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>The PostgreSQL database that stands in place of the embedded one, where there is one.</summary>
    public string? Store { get; init; }

    /// <summary>The first administrator's password, used at the first start only; made at random where not given.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>No setting: the files that a secret among these came from.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    public SessionSettings Sessions { get; init; } = new();

    public NetworkSettings Network { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public MachineSettings Machines { get; init; } = new();

    public WebhookSettings Webhooks { get; init; } = new();

    public LoggingSettings Logging { get; init; } = new();
    public MetricsSettings Metrics { get; init; } = new();
}

/// <summary>Log-in, tokens and cookies (contract, section 1).</summary>
internal sealed record SessionSettings
{
    public int AccessTokenSeconds { get; init; } = 300;
    public int RefreshTokenSeconds { get; init; } = 86400;
    public int SessionDays { get; init; } = 30;
    public string AccessCookieName { get; init; } = "ins_access_token";
    public string RefreshCookieName { get; init; } = "ins_refresh_token";
    public int LockAfterFailures { get; init; } = 5;
    public int LockMinutes { get; init; } = 10;
    public int LoginsPerMinute { get; init; } = 60;
    public int LoginBurst { get; init; } = 30;
    public int KeepAuthLogDays { get; init; } = 400;
}

/// <summary>Who may stand between the server and its users, and which other sites may call it.</summary>
internal sealed record NetworkSettings
{
    /// <summary>Proxies, by address or network, whose X-Forwarded-* headers are believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Other sites' origins that may call with bearer tokens.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Sites whose pages may show the console in a frame, besides this server's own.</summary>
    public IReadOnlyList<string> FrameAncestors { get; init; } = [];

    /// <summary>How long browsers are to reach this host by HTTPS alone; 0 says nothing to them.</summary>
    public int StrictTransportDays { get; init; }

    public string? CertificateFile { get; init; }
    public string? CertificateKeyFile { get; init; }
    public string? CertificatePassword { get; init; }
}

/// <summary>How much one request may ask for, and how long it may take.</summary>
internal sealed record LimitSettings
{
    public int MaxMessageBodyBytes { get; init; } = 64 * 1024;
    public int MaxFormBodyBytes { get; init; } = 1024 * 1024;
    public int MaxRequestLineBytes { get; init; } = 64 * 1024;
    public int MaxHeaderBytes { get; init; } = 32 * 1024;
    public int MaxConnections { get; init; } = 20_000;
    public int MinBodyBytesPerSecond { get; init; } = 240;
    public int RequestHeadersSeconds { get; init; } = 15;
    public int RequestSeconds { get; init; } = 30;
    public int DrainSeconds { get; init; }
    public int StopSeconds { get; init; } = 30;
    public int DiskWarningMegabytes { get; init; } = 1024;
}

/// <summary>How much a machine may say: an alarm that chatters must not drown the room.</summary>
internal sealed record MachineSettings
{
    public int SendsPerMinute { get; init; } = 60;
    public int SendBurst { get; init; } = 30;
}

/// <summary>Where the server may send to of its own accord: nowhere, unless it is said here.</summary>
internal sealed record WebhookSettings
{
    /// <summary>Names of hosts.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Addresses or networks, in which these hosts must lie as well.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    public int DisableAfterHours { get; init; } = 72;
}

/// <summary>What the server writes about its own work, and how.</summary>
internal sealed record LoggingSettings
{
    public LogLevel Level { get; init; } = LogLevel.Information;
    public LogFormat Format { get; init; } = LogFormat.Auto;
}

/// <summary>Where measures go besides <c>/metrics</c>.</summary>
internal sealed record MetricsSettings
{
    /// <summary>A collector's address, such as <c>http://collector:4318</c>; <c>null</c>: nowhere.</summary>
    public string? OtlpEndpoint { get; init; }
}

internal enum LogFormat
{
    /// <summary>For people on a terminal, JSON anywhere else.</summary>
    Auto,

    /// <summary>One line of text an entry.</summary>
    Text,

    /// <summary>One JSON object an entry.</summary>
    Json,
}
