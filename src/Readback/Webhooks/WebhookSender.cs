using System.Net.Http.Headers;
using System.Net.Sockets;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>What came of a delivery: a status, or why there was none.</summary>
internal sealed record WebhookOutcome(int? Status, string? Error, long Milliseconds)
{
    public bool IsGood => Status is >= 200 and <= 299;
}

/// <summary>Delivers: one POST, signed, to where it may go; no redirect is followed, and of the answer only the status counts.</summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>How long a delivery may take with the connecting, in seconds; longer has failed.</summary>
    public const int TimeoutSeconds = 10;

    /// <summary>How much of an answer's body is read past to keep its connection, in bytes; with more, the connection is closed.</summary>
    private const int MaxDrainedBytes = 16 * 1024;

    /// <summary>The headers of an answer, in KiB; more has failed.</summary>
    private const int MaxHeadersKiB = 16;

    /// <summary>How long a connection is kept, in seconds: a name may lead elsewhere by then.</summary>
    private const int ConnectionSeconds = 60;

    private readonly HttpClient _client;
    private readonly TimeProvider _clock;

    public WebhookSender(WebhookAddresses addresses, TimeProvider clock)
    {
        _clock = clock;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = addresses.Connect,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = MaxHeadersKiB,
            MaxResponseDrainSize = MaxDrainedBytes,
            PooledConnectionLifetime = TimeSpan.FromSeconds(ConnectionSeconds),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => _client.Dispose();

    public async Task<WebhookOutcome> Send(WebhookRow webhook, WebhookBody body, CancellationToken stopping)
    {
        var started = _clock.GetTimestamp();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        var (status, error) = await TrySend(webhook, body, patience.Token, either.Token);
        return new WebhookOutcome(status, error, (long)_clock.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<(int? Status, string? Error)> TrySend(
        WebhookRow webhook, WebhookBody body, CancellationToken patience, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(webhook, body);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return ((int)answer.StatusCode, null);
        }
        catch (HttpRequestException e)
        {
            return (null, Describe(e));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (null, $"no answer within {TimeoutSeconds} seconds");
        }
    }

    private HttpRequestMessage Request(WebhookRow webhook, WebhookBody body)
    {
        var (bytes, now) = (body.ToBytes(), _clock.GetUtcNow());
        var secrets = webhook.OldUntil > now ? [webhook.Secret, webhook.OldSecret!] : (string[])[webhook.Secret];
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Readback");
        request.Headers.TryAddWithoutValidation("Readback-Event", body.Type);
        request.Headers.TryAddWithoutValidation("Readback-Event-Id", body.Id);
        request.Headers.TryAddWithoutValidation(WebhookSignature.HeaderName, WebhookSignature.Of(secrets, now, bytes));
        return request;
    }

    private static string Describe(HttpRequestException e) => e switch
    {
        { InnerException: WebhookAddressException refused } => $"not sent: {refused.Message}",
        { InnerException: SocketException { SocketErrorCode: var code } } => $"no connection: {code}",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "no connection: its certificate is not trusted, or it speaks no TLS",
        { HttpRequestError: HttpRequestError.Unknown } => "no answer",
        _ => $"no answer: {e.HttpRequestError}",
    };
}
