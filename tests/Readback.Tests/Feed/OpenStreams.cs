using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Readback.Tests.Feed;

/// <summary>How many streams a server has open, by its own count: tells when it has noticed that one is gone.</summary>
public sealed class OpenStreams : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<(int Open, TaskCompletionSource Reached)> _waiting = [];
    private int _open;

    public OpenStreams(IServiceProvider server)
    {
        var meters = server.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "readback.feed.streams" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, change, _, _) => Count(change));
        _listener.Start();
    }

    /// <summary>Returns once this many are open.</summary>
    public Task Are(int open)
    {
        lock (_lock)
        {
            if (_open == open)
            {
                return Task.CompletedTask;
            }
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((open, reached));
            return reached.Task.WaitAsync(Guard);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(int change)
    {
        lock (_lock)
        {
            _open += change;
            foreach (var waiting in _waiting.Where(waiting => waiting.Open == _open).ToList())
            {
                waiting.Reached.SetResult();
                _waiting.Remove(waiting);
            }
        }
    }
}
