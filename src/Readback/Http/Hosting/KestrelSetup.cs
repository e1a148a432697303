using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>The HTTP server below everything: where it listens, with which certificate, and its hard limits.</summary>
internal static class KestrelSetup
{
    /// <summary>The header that may hold raw UTF-8: it is read byte for byte, and decoded where it is understood.</summary>
    private const string SpaceHeader = "X-Space";

    /// <summary>
    /// Kestrel refuses what is too long with a bare status and closes the connection. Its own limits are therefore this
    /// many times ours, which <see cref="RequestLimits"/> enforces with a problem's body.
    /// </summary>
    internal const int HardLimitFactor = 4;

    /// <summary>
    /// Connections that the system may take on before the server looks at them (where the system's own limit,
    /// <c>net.core.somaxconn</c> say, is not lower). Past that it drops them silently, and a client comes again after 1, 3 or 7 s: after a
    /// network's failure all screens of a plant come at once.
    /// </summary>
    internal const int MaxConnectionsToAccept = 4096;

    private const int MaxHeaders = 200;
    private const int SlowBodyGraceSeconds = 5;
    private const int KeepAliveSeconds = 130;
    private const int MinAnswerBytesPerSecond = 240;
    private const int SlowAnswerGraceSeconds = 5;

    public static void AddKestrel(this WebApplicationBuilder builder, ReadbackSettings settings)
    {
        builder.WebHost.UseKestrelCore().UseSockets(SetSockets).UseKestrelHttpsConfiguration().UseUrls([.. settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = name =>
                name.Equals(SpaceHeader, StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : null;
            SetLimits(kestrel.Limits, settings.Limits);
            if (settings.Network.CertificateFile is not null)
            {
                var certificate = ServerCertificate.Load(settings.Network);
                kestrel.ConfigureHttpsDefaults(https =>
                    (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Leaf, certificate.Chain));
            }
        });
    }

    private static void SetSockets(SocketTransportOptions sockets)
    {
        sockets.Backlog = MaxConnectionsToAccept;
        sockets.FindDeadPeers();
    }

    private static void SetLimits(KestrelServerLimits kestrel, LimitSettings limits)
    {
        kestrel.MaxRequestLineSize = limits.MaxRequestLineBytes * HardLimitFactor;
        kestrel.MaxRequestHeadersTotalSize = (limits.MaxRequestLineBytes + limits.MaxHeaderBytes) * HardLimitFactor;
        kestrel.MaxRequestHeaderCount = MaxHeaders;
        kestrel.MaxRequestBufferSize = Math.Max(kestrel.MaxRequestBufferSize ?? 0, kestrel.MaxRequestLineSize);
        // A body that is refused unread is still read to its end up to here, so that its sender gets to see the answer.
        kestrel.MaxRequestBodySize = (long)RequestLimits.MaxBodyBytes(limits) * HardLimitFactor;
        kestrel.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.RequestHeadersSeconds);
        kestrel.KeepAliveTimeout = TimeSpan.FromSeconds(KeepAliveSeconds);
        kestrel.MinRequestBodyDataRate = new MinDataRate(
            limits.MinBodyBytesPerSecond, TimeSpan.FromSeconds(SlowBodyGraceSeconds));
        // Who reads an answer or a live feed more slowly is not waited for.
        kestrel.MinResponseDataRate = new MinDataRate(MinAnswerBytesPerSecond, TimeSpan.FromSeconds(SlowAnswerGraceSeconds));
        // In HTTP/2 the path is a header like any other.
        kestrel.Http2.MaxRequestHeaderFieldSize = kestrel.MaxRequestLineSize;
    }
}
