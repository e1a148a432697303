using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Operating;

/// <summary>Measures that are pushed to a collector: a real server, which keeps what comes.</summary>
public sealed class CollectorTests
{
    private const string ToBeSecret = "secret-space";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);
    private static readonly int Soon = (int)TimeSpan.FromSeconds(5).TotalMilliseconds;

    [Fact]
    public async Task All_measures_come_to_the_collector_that_is_set_and_name_no_space()
    {
        var came = Channel.CreateUnbounded<(string? Type, string Text)>();
        await using var collector = await Collect(came);
        await using var server = await ReadbackServer.Run(settings => settings with { Metrics = new MetricsSettings { OtlpEndpoint = collector.Urls.First() } });
        await server.AddSpace(ToBeSecret);
        await server.AddUser("ayse", ToBeSecret);
        var ayse = await server.LogIn("ayse", ToBeSecret);
        using var sent = await ayse.PostText("/api/chat/messages", "Pump 3 is off");

        server.Services.GetRequiredService<MeterProvider>().ForceFlush(Soon);

        using var guard = new CancellationTokenSource(Guard);
        var (type, text) = await came.Reader.ReadAsync(guard.Token);
        Assert.Equal("application/x-protobuf", type);
        Assert.Contains("readback.log.messages", text, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", text, StringComparison.Ordinal);
        Assert.Contains("service.name", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ToBeSecret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_is_in_nobodys_way()
    {
        var came = Channel.CreateUnbounded<(string? Type, string Text)>();
        var collector = await Collect(came);
        var address = collector.Urls.First();
        await collector.DisposeAsync();
        await using var server = await ReadbackServer.Run(settings => settings with { Metrics = new MetricsSettings { OtlpEndpoint = address } });
        using var stranger = server.Stranger();

        server.Services.GetRequiredService<MeterProvider>().ForceFlush(Soon);

        Assert.Contains("dotnet_gc_collections", await stranger.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://collector:4318", true)]
    [InlineData("https://otel.plant.example", true)]
    [InlineData("http://collector:4318/v1/metrics", false)]
    [InlineData("http://me:pass@collector", false)]
    [InlineData("grpc://collector:4317", false)]
    [InlineData("collector:4318", false)]
    public void A_collector_is_named_by_its_address_alone(string text, bool isGood) => Assert.Equal(isGood, SettingRules.IsCollector(text));

    private static Task<WebApplication> Collect(Channel<(string? Type, string Text)> came) =>
        OtherProgram.Start(collector => collector.MapPost("/v1/metrics", async http =>
        {
            using var bytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(bytes);
            await came.Writer.WriteAsync((http.Request.ContentType, Encoding.Latin1.GetString(bytes.ToArray())));
            http.Response.StatusCode = StatusCodes.Status200OK;
        }));
}
