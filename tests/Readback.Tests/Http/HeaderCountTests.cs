using System.Globalization;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>How many headers a request may have, whatever their length.</summary>
public sealed class HeaderCountTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    /// <summary>What the client adds by itself: Host.</summary>
    private const int Own = 1;

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 431)]
    public async Task Two_hundred_are_read_and_no_more(int headers, int status)
    {
        using var client = server.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        for (var i = 0; i < headers - Own; i++)
        {
            request.Headers.Add($"X-{i.ToString(CultureInfo.InvariantCulture)}", "1");
        }
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }
}
