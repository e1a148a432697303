using System.Net;
using System.Net.Sockets;

namespace Readback.Http;

/// <summary>The address of who calls. Proxies that are trusted were taken off before (forwarded headers).</summary>
internal static class ClientAddress
{
    /// <summary>Bits of an IPv6 address that name a customer's network; a host chooses the rest as it likes.</summary>
    private const int CountedIPv6Bits = 64;

    /// <summary>The address as text; IPv4 as such also where it came in IPv6's clothes.</summary>
    public static string Of(HttpContext context) => Normal(context)?.ToString() ?? "unknown";

    /// <summary>What attempts are counted by: an IPv4 address, or an IPv6 network.</summary>
    public static string ForCounting(HttpContext context) => ForCounting(Normal(context));

    internal static string ForCounting(IPAddress? address) => address switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Network(address),
        _ => address.ToString(),
    };

    internal static IPAddress? Normal(IPAddress? address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress(address.GetAddressBytes()), // without its scope
        _ => address,
    };

    private static IPAddress? Normal(HttpContext context) => Normal(context.Connection.RemoteIpAddress);

    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(CountedIPv6Bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{CountedIPv6Bits}";
    }
}
