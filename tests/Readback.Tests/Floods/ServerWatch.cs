using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Readback.Tests.Floods;

/// <summary>What a server itself counts: its open connections, the requests on their way, and the answers that say it failed.</summary>
internal sealed class ServerWatch : IDisposable
{
    private const string Connections = "kestrel.active_connections";
    private const string Requests = "http.server.active_requests";
    private const string Answers = "http.server.request.duration";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _open = new() { [Connections] = 0, [Requests] = 0 };
    private readonly List<(string Name, long Open, TaskCompletionSource Reached)> _waiting = [];
    private readonly ConcurrentQueue<int> _failures = [];
    private int _answered;

    /// <summary>Counts what comes from now on.</summary>
    public ServerWatch(IServiceProvider server)
    {
        var meters = server.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is Connections or Requests or Answers && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => Count(instrument.Name, change));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(tags));
        _listener.Start();
    }

    /// <summary>Statuses of 500 and more.</summary>
    public IReadOnlyCollection<int> Failures => _failures;

    /// <summary>Requests that were answered.</summary>
    public int Answered => _answered;

    public Task ConnectionsAre(long open) => Are(Connections, open);

    public Task RequestsAre(long open) => Are(Requests, open);

    public void Dispose() => _listener.Dispose();

    private Task Are(string name, long open)
    {
        lock (_lock)
        {
            if (_open[name] == open)
            {
                return Task.CompletedTask;
            }
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((name, open, reached));
            return reached.Task.WaitAsync(Guard);
        }
    }

    private void Count(string name, long change)
    {
        lock (_lock)
        {
            _open[name] += change;
            foreach (var waiting in _waiting.Where(waiting => waiting.Name == name && waiting.Open == _open[name]).ToList())
            {
                waiting.Reached.SetResult();
                _waiting.Remove(waiting);
            }
        }
    }

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Interlocked.Increment(ref _answered);
        foreach (var (name, value) in tags)
        {
            if (name == "http.response.status_code" && value is int status and >= 500)
            {
                _failures.Enqueue(status);
            }
        }
    }
}
