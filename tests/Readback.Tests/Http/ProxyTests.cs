using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Readback.Configuration;
using Readback.Http;

namespace Readback.Tests.Http;

/// <summary>Who is believed about who calls.</summary>
public sealed class ProxyTests
{
    [Theory]
    // The rightmost hop that is no configured proxy is the client; what stands left of it anybody may have written.
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9 https chat.plant.example")]
    [InlineData("127.0.0.1", "198.51.100.66, 203.0.113.9", "203.0.113.9 https chat.plant.example")]
    [InlineData("127.0.0.0/8,10.0.0.0/8", "198.51.100.66, 203.0.113.9, 10.1.2.3", "203.0.113.9 https chat.plant.example")]
    [InlineData("127.0.0.1", "2001:db8::9", "2001:db8::9 https chat.plant.example")]
    // Nobody is believed who is not configured.
    [InlineData("", "203.0.113.9", "127.0.0.1 http 127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "127.0.0.1 http 127.0.0.1")]
    public async Task The_client_is_the_rightmost_hop_that_is_no_proxy(string trusted, string forwardedFor, string expected)
    {
        await using var host = await SmallHost.Run(
            app => app.MapGet("/who", (HttpContext http) => $"{ClientAddress.Of(http)} {http.Request.Scheme} {http.Request.Host.Host}"),
            settings => settings with
            {
                Network = new NetworkSettings { TrustedProxies = trusted.Split(',', StringSplitOptions.RemoveEmptyEntries) },
            });
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "chat.plant.example");

        Assert.Equal(expected, await client.GetStringAsync("/who", TestContext.Current.CancellationToken));
    }
}
