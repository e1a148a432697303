using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>Whom to believe about who calls: configured proxies, and nobody else.</summary>
internal static class Proxies
{
    /// <summary>Takes trusted proxies off the request, from the nearest on: what is left is the client.</summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, NetworkSettings network) =>
        network.TrustedProxies.Count == 0 ? app : app.UseForwardedHeaders(Options(network));

    private static ForwardedHeadersOptions Options(NetworkSettings network)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in network.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
        return options;
    }
}
