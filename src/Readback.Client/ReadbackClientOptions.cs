namespace Readback.Client;

/// <summary>How a client waits and tries again. The defaults suit a service that sends alarms.</summary>
public sealed record ReadbackClientOptions
{
    /// <summary>The server keeps idempotency keys for 24 hours: a repeat after that could store a message twice.</summary>
    private static readonly TimeSpan MaxRetryFor = TimeSpan.FromHours(23);

    /// <summary>The server lets a stream be silent for 15 s at most.</summary>
    private static readonly TimeSpan MinFeedSilence = TimeSpan.FromSeconds(16);

    /// <summary>
    /// For how long one call is tried again after a 429, 502, 503, 504 or a broken connection: a minute where nothing is said,
    /// 23 hours at most; zero means never. A cancelled token ends it at once. Following the feed has no such end.
    /// </summary>
    public TimeSpan RetryFor
    {
        get;
        init => field = Between(value, TimeSpan.Zero, MaxRetryFor, nameof(RetryFor));
    } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The wait before the first repeat, 0.2 s where nothing is said. Each further one doubles it; the half of each is left to
    /// chance, so that not all clients come back at once. A longer <c>Retry-After</c> of the server's counts instead.
    /// </summary>
    public TimeSpan FirstRetryDelay
    {
        get;
        init => field = Between(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1), nameof(FirstRetryDelay));
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two tries, 10 s where nothing is said.</summary>
    public TimeSpan MaxRetryDelay
    {
        get;
        init => field = Between(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(MaxRetryDelay));
    } = TimeSpan.FromSeconds(10);

    /// <summary>How long one try may take before it counts as a broken connection, 30 s where nothing is said.</summary>
    public TimeSpan AttemptTimeout
    {
        get;
        init => field = Between(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), nameof(AttemptTimeout));
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a feed may be silent before it counts as broken, 45 s where nothing is said: the server speaks every 15 s.
    /// </summary>
    public TimeSpan FeedSilence
    {
        get;
        init => field = Between(value, MinFeedSilence, TimeSpan.FromHours(1), nameof(FeedSilence));
    } = TimeSpan.FromSeconds(45);

    /// <summary>The clock that all waiting goes by; the system's where nothing is said.</summary>
    public TimeProvider Clock
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Clock));
            field = value;
        }
    } = TimeProvider.System;

    /// <summary>
    /// What carries requests, for a proxy or a certificate authority of the plant's own. It stays the caller's to dispose of,
    /// must not follow redirects, and needs no cookies. Where nothing is given, the client makes its own.
    /// </summary>
    public HttpMessageHandler? Handler { get; init; }

    private static TimeSpan Between(TimeSpan value, TimeSpan min, TimeSpan max, string name) => value >= min && value <= max
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: must be from {min} to {max}.");
}
