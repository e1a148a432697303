using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Readback.Configuration;
using Readback.Http;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>What a caller sees of failures that no feature expected: the kind, and nothing else.</summary>
public sealed class FailureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mistake_of_ours_is_500_without_details_and_on_record_once()
    {
        await using var host = await SmallHost.Run(app => app.MapGet("/api/broken", string () => throw new InvalidOperationException("secret")));
        using var client = host.Client();

        var sentence = await client.GetAsync("/api/broken", Stop).Problem(500, "Internal Server Error");

        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
        Assert.Contains("secret", Assert.Single(host.Logged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_feature_threw_is_answered_as_it_was_translated()
    {
        await using var host = await SmallHost.Run(
            app => app.MapGet("/api/gone", string () => throw new TimeoutException()),
            translate: e => e is TimeoutException ? ProblemResult.Unavailable("Gone.", 7) : null);
        using var client = host.Client();
        using var answer = await client.GetAsync("/api/gone", Stop);

        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("Gone.", await Task.FromResult(answer).Problem(503, "Service Unavailable"));
        Assert.Empty(host.Logged);
    }

    [Theory]
    [InlineData(408, "Request Timeout", "The request did not arrive in time.")]
    [InlineData(413, "Payload Too Large", "The body must not exceed 1048576 bytes.")]
    [InlineData(400, "Bad Request", "count: must be given.")]
    public async Task The_servers_own_refusals_are_said_in_our_words(int status, string reason, string sentence)
    {
        await using var host = await SmallHost.Run(app =>
        {
            app.MapGet("/api/408", string () => throw new BadHttpRequestException("Reading the request body timed out.", 408));
            app.MapPost("/api/413", (HttpContext http) => http.Request.Body.CopyToAsync(Stream.Null));
            app.MapGet("/api/400", (int count) => count);
        });
        using var client = host.Client();
        using var tooLong = new ByteArrayContent(new byte[2 * 1024 * 1024]);

        var answering = status == 413 ? client.PostAsync("/api/413", tooLong, Stop) : client.GetAsync($"/api/{status}", Stop);

        Assert.Equal(sentence, await answering.Problem(status, reason));
        Assert.Empty(host.Logged);
    }

    [Fact]
    public async Task A_parameter_of_another_type_is_named_without_the_programs_types()
    {
        await using var host = await SmallHost.Run(app => app.MapGet("/api/count", (int count) => count));
        using var client = host.Client();

        Assert.Equal(
            "count: the value is not of the type that this parameter has.",
            await client.GetAsync("/api/count?count=many", Stop).BadRequest());
    }

    [Fact]
    public async Task Who_takes_too_long_to_be_answered_is_told_so()
    {
        await using var host = await SmallHost.Run(
            app => app.MapGet("/api/slow", async (CancellationToken stop) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)),
            settings => settings with { Limits = new LimitSettings { RequestSeconds = 1 } });
        using var client = host.Client();

        Assert.StartsWith("The request took longer than 1 s.", await client.GetAsync("/api/slow", Stop).Problem(503, "Service Unavailable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_goes_away_is_no_error()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await SmallHost.Run(app => app.MapGet("/api/slow", async (CancellationToken stop) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        using var client = host.Client();
        using var patience = new CancellationTokenSource();

        var asking = client.GetAsync("/api/slow", patience.Token);
        await arrived.Task;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await host.Stop(); // returns when the request has ended

        Assert.Empty(host.Logged);
    }
}
