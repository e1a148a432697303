using Readback.Client.Http;

namespace Readback.Client.Feed;

/// <summary>One connection to the feed. It ends, breaks, or falls silent for too long: all of that is its end.</summary>
internal sealed class FeedConnection : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly Stream _body;
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _silent = new();
    private readonly ITimer _timer;
    private readonly EventStreamReader _events;

    private FeedConnection(HttpResponseMessage answer, Stream body, ReadbackClientOptions options)
    {
        (_answer, _body, _silence) = (answer, body, options.FeedSilence);
        _timer = options.Clock.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), _silent, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _events = new EventStreamReader(Read);
    }

    /// <summary>How long the server asked to wait before coming again, if it did.</summary>
    public TimeSpan? ComeAgain => _events.ComeAgain;

    /// <exception cref="ReadbackException">Refused, or not reached.</exception>
    public static async Task<FeedConnection> Open(Caller caller, WireRequest request, CancellationToken cancellation)
    {
        var options = caller.Options;
        using var limit = new CancellationTokenSource(options.AttemptTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var answer = await caller.Open(request, either.Token).ConfigureAwait(false);
            return new FeedConnection(answer, await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false), options);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Wire.Broken(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Wire.Broken(e);
        }
    }

    /// <summary>The next event; nothing where the connection is over.</summary>
    public async ValueTask<StreamEvent?> Next(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_silent.Token, cancellation);
        try
        {
            return await _events.Next(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_silent.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _answer.Dispose();
        _silent.Dispose();
    }

    /// <summary>Only the wait for the server counts as silence, not the time that the reader takes over an event.</summary>
    private async ValueTask<int> Read(Memory<byte> buffer, CancellationToken cancellation)
    {
        _timer.Change(_silence, Timeout.InfiniteTimeSpan);
        var count = await _body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return count;
    }
}
