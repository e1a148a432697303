namespace Readback.Bench.Yardsticks;

/// <summary>What a yardstick and its client agree on.</summary>
internal static class YardstickRoutes
{
    public const string Stream = "/stream";
    public const string Send = "/send";
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public const int HandshakeLength = 32;

    /// <summary>The first words of a SignalR client, in its JSON protocol.</summary>
    public static ReadOnlySpan<byte> Handshake => "{\"protocol\":\"json\",\"version\":1}\u001e"u8;
}
