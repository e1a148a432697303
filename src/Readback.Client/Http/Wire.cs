using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Readback.Client.Http;

/// <summary>A request that can be made as often as it takes.</summary>
internal sealed record WireRequest(HttpMethod Method, string Path)
{
    public string? Space { get; init; }

    /// <summary>The idempotency key.</summary>
    public string? Key { get; init; }

    /// <summary>Makes the body, for each try anew.</summary>
    public Func<HttpContent>? Content { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>One try over the wire: an answer, or a <see cref="ReadbackException"/> that says whether another try may help.</summary>
internal sealed class Wire(HttpClient http, ReadbackClientOptions options)
{
    /// <summary>Makes one try and reads its answer, within the limit of one try.</summary>
    public async Task<T> Try<T>(
        WireRequest request, string? token, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.AttemptTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var answer = await Open(request, token, either.Token).ConfigureAwait(false);
            return await read(answer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ReadbackException(
                null, $"The server did not answer within {options.AttemptTimeout.TotalSeconds:0.#} s.", isTransient: true, cause: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Broken(e);
        }
    }

    /// <summary>Makes one try; the answer is a success, and its body is still to be read.</summary>
    public async Task<HttpResponseMessage> Open(WireRequest request, string? token, CancellationToken cancellation)
    {
        using var message = Message(request, token);
        var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }
        using (answer)
        {
            throw await Problem.Of(answer, options.Clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A certificate that is not trusted will not be trusted in a second either.</summary>
    public static ReadbackException Broken(Exception e) => new(
        null, $"The server can't be reached, or the connection broke: {e.Message}",
        isTransient: e.InnerException is not AuthenticationException, cause: e);

    private static HttpRequestMessage Message(WireRequest request, string? token)
    {
        var message = new HttpRequestMessage(request.Method, request.Path) { Content = request.Content?.Invoke() };
        if (token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        if (request.Space is not null)
        {
            message.Headers.Add("X-Space", Uri.EscapeDataString(request.Space));
        }
        if (request.Key is not null)
        {
            message.Headers.Add("Idempotency-Key", request.Key);
        }
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.Add(name, value);
        }
        return message;
    }

    /// <summary>What a server that restarts or is busy answers with, and what stands before it meanwhile.</summary>
    public static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
