using System.Net;
using System.Text.Json.Serialization.Metadata;

namespace Readback.Client.Http;

/// <summary>Calls as somebody: with a token that is good, and again for as long as another try may help.</summary>
internal sealed class Caller(Wire wire, TokenSource tokens, ReadbackClientOptions options)
{
    public ReadbackClientOptions Options => options;

    public Task<T> Get<T>(string path, string? space, JsonTypeInfo<T> shape, CancellationToken cancellation) => Call(
        new WireRequest(HttpMethod.Get, path) { Space = space },
        (answer, stop) => WireContent.Read(answer, shape, stop),
        cancellation);

    public async Task<T> Call<T>(
        WireRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var clock = options.Clock;
        var backoff = new Backoff(options);
        var began = clock.GetTimestamp();
        while (true)
        {
            TimeSpan wait;
            try
            {
                return await AsSomebody(request, (named, token) => wire.Try(named, token, read, cancellation), cancellation).ConfigureAwait(false);
            }
            catch (ReadbackException e) when (
                e.IsTransient && clock.GetElapsedTime(began) + (wait = backoff.Next(e.RetryAfter)) <= options.RetryFor)
            {
            }
            await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Makes one try whose answer stays open.</summary>
    public Task<HttpResponseMessage> Open(WireRequest request, CancellationToken cancellation) =>
        AsSomebody(request, (named, token) => wire.Open(named, token, cancellation), cancellation);

    /// <summary>A token may end before its time: then another one is asked for, once.</summary>
    private async Task<T> AsSomebody<T>(WireRequest request, Func<WireRequest, string, Task<T>> attempt, CancellationToken cancellation)
    {
        var grant = await tokens.Get(cancellation).ConfigureAwait(false);
        try
        {
            return await attempt(Named(request), grant.Token).ConfigureAwait(false);
        }
        catch (ReadbackException e) when (e.Status == HttpStatusCode.Unauthorized && tokens.CanRenew)
        {
            grant = await tokens.Renew(grant, cancellation).ConfigureAwait(false);
        }
        return await attempt(Named(request), grant.Token).ConfigureAwait(false);
    }

    /// <summary>Which space goes without saying is known once a token is there.</summary>
    private WireRequest Named(WireRequest request) => request.Space is null ? request with { Space = tokens.FirstSpace } : request;
}
