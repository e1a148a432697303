using System.Net;
using System.Net.Sockets;
using Readback.Configuration;

namespace Readback.Webhooks;

/// <summary>An address that the settings do not allow.</summary>
internal sealed class WebhookAddressException(string message) : Exception(message);

/// <summary>
/// Where deliveries may go: to nobody, unless the settings say so. A name must be one of those that are allowed, and whatever
/// it leads to at the moment of connecting must lie in an allowed network: who can change a name's address, or answers with
/// a redirect, leads nobody anywhere else.
/// </summary>
internal sealed class WebhookAddresses(ReadbackSettings settings)
{
    private readonly IReadOnlyList<string> _hosts = settings.Webhooks.AllowedHosts;
    private readonly List<IPNetwork> _networks = [.. settings.Webhooks.AllowedNetworks.Select(NetworkOf)];

    /// <summary>Whether anything may be delivered anywhere.</summary>
    public bool AreAny => _networks.Count > 0;

    /// <summary>Why nothing may be delivered to this host, as far as can be told before its address is known; <c>null</c> where it may.</summary>
    public string? Problem(string host)
    {
        if (!AreAny)
        {
            return "no network is allowed by the setting webhooks.allowedNetworks";
        }
        if (IPAddress.TryParse(host, out var address))
        {
            return IsAllowed(address) ? null : "the address is in no network that the setting webhooks.allowedNetworks allows";
        }
        return _hosts.Contains(host, StringComparer.OrdinalIgnoreCase) ? null : "the host is not one that the setting webhooks.allowedHosts allows";
    }

    /// <summary>Connects to an allowed address of an allowed host, and to no other.</summary>
    /// <exception cref="WebhookAddressException">There is none.</exception>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (Problem(host) is { } problem)
        {
            throw new WebhookAddressException(problem);
        }
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = found.Where(IsAllowed).ToArray();
        if (allowed.Length == 0)
        {
            throw new WebhookAddressException("the name leads to no address in a network that the setting webhooks.allowedNetworks allows");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Exists(network => network.Contains(plain));
    }

    private static IPNetwork NetworkOf(string text) => IPAddress.TryParse(text, out var address)
        ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : IPNetwork.Parse(text);
}
