using System.Globalization;
using Readback.Client.Http;

namespace Readback.Client.Feed;

/// <summary>Follows a space over as many connections as it takes, each going on where the one before stopped.</summary>
internal sealed class FeedFollower(Caller caller, string? space, FeedPoint? after) : IDisposable
{
    private readonly Backoff _backoff = new(caller.Options);
    private readonly TimeProvider _clock = caller.Options.Clock;
    private FeedConnection? _connection;
    private FeedPoint? _point = after;
    private bool _isReset;

    public async ValueTask<FeedEvent> Next(CancellationToken cancellation)
    {
        while (true)
        {
            _connection ??= await Connect(cancellation).ConfigureAwait(false);
            if (await _connection.Next(cancellation).ConfigureAwait(false) is not { } raw)
            {
                await Leave(_connection, cancellation).ConfigureAwait(false);
            }
            else if (Take(raw) is { } happened)
            {
                return happened;
            }
        }
    }

    public void Dispose() => _connection?.Dispose();

    private async Task<FeedConnection> Connect(CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan wait;
            try
            {
                return await FeedConnection.Open(caller, Request(), cancellation).ConfigureAwait(false);
            }
            catch (ReadbackException e) when (e.IsTransient)
            {
                wait = _backoff.Next(e.RetryAfter);
            }
            await Task.Delay(wait, _clock, cancellation).ConfigureAwait(false);
        }
    }

    private WireRequest Request() => _point is { } point
        ? new WireRequest(HttpMethod.Get, "api/chat/stream" + WireContent.Query([("log", point.Log)]))
        {
            Space = space, Headers = [("Last-Event-ID", point.Position.ToString(CultureInfo.InvariantCulture))],
        }
        : new WireRequest(HttpMethod.Get, "api/chat/stream") { Space = space };

    private async Task Leave(FeedConnection connection, CancellationToken cancellation)
    {
        var wait = _backoff.Next(connection.ComeAgain);
        connection.Dispose();
        _connection = null;
        await Task.Delay(wait, _clock, cancellation).ConfigureAwait(false);
    }

    /// <summary>Nothing for what was told before, and for what this version does not know.</summary>
    private FeedEvent? Take(StreamEvent raw)
    {
        switch (FeedData.EventOf(raw))
        {
            case FeedReset reset:
                (_point, _isReset) = (null, true);
                return reset;
            case FeedHello hello:
                return Begin(hello, raw.Id ?? hello.Position);
            case var happened when raw.Id is { } position && _point is { } point:
                if (position <= point.Position)
                {
                    return null;
                }
                _point = point with { Position = position };
                return happened is null ? null : happened with { Point = _point };
            case var happened:
                return happened is null ? null : happened with { Point = _point };
        }
    }

    private FeedHello Begin(FeedHello hello, long start)
    {
        var isResumed = _point is not null && !_isReset;
        (_point, _isReset) = (new FeedPoint(hello.Log, start), false);
        _backoff.Reset();
        return hello with { Point = _point, IsResumed = isResumed };
    }
}
