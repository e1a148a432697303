using System.Collections.Concurrent;
using System.Net;

namespace Readback.Tests.Clients;

/// <summary>
/// What lies between a client and the server: it counts what is asked, and lets happen what a network or a balancer lets
/// happen, once each. All else goes to the real server.
/// </summary>
internal sealed class Mishaps() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly ConcurrentQueue<Func<Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>> _next = [];

    /// <summary>Methods and paths, in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public int Count(string call) => _asked.Count(asked => asked == call);

    /// <summary>Nothing happens to the next request.</summary>
    public void Pass() => _next.Enqueue(serve => serve());

    /// <summary>The next request gets no further.</summary>
    public void Break() => _next.Enqueue(_ => throw new HttpRequestException("The connection broke."));

    /// <summary>The next request is served, and its answer is lost on the way.</summary>
    public void LoseAnswer() => _next.Enqueue(async serve =>
    {
        using var answer = await serve();
        throw new HttpRequestException($"The connection broke over an answer of {(int)answer.StatusCode}.");
    });

    /// <summary>The next request is answered by something before the server.</summary>
    public void Answer(HttpStatusCode status, int? retryAfterSeconds = null) => _next.Enqueue(_ =>
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent("<html>no problem's body</html>") };
        if (retryAfterSeconds is { } seconds)
        {
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        }
        return Task.FromResult(answer);
    });

    /// <summary>The next request waits until it is given up.</summary>
    public Task Hang()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _next.Enqueue(async _ =>
        {
            began.SetResult();
            await new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(Hanging.Value);
            throw new InvalidOperationException("Nothing ends this.");
        });
        return began.Task;
    }

    private static readonly AsyncLocal<CancellationToken> Hanging = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
        Hanging.Value = cancellationToken;
        return _next.TryDequeue(out var mishap)
            ? mishap(() => base.SendAsync(request, cancellationToken))
            : base.SendAsync(request, cancellationToken);
    }
}
