using System.Collections.Concurrent;
using Readback.Directory;
using Readback.Log;
using Readback.Storage;

namespace Readback.Nodes;

/// <summary>
/// Tells the other nodes what changed by way of this one. What comes while a hint is on its way goes into the next one, and
/// there are at most 50 a second, however much is written.
/// </summary>
internal sealed partial class HintTeller : BackgroundService
{
    /// <summary>The shortest time between two hints, in milliseconds.</summary>
    public const int PauseMilliseconds = 20;

    private readonly NodeId _me;
    private readonly IHintChannel _channel;
    private readonly LogSignal _signal;
    private readonly DirectoryWriter _writer;
    private readonly TimeProvider _clock;
    private readonly ILogger<HintTeller> _log;
    private readonly Bell _bell = new();
    private readonly ConcurrentDictionary<long, long> _logs = [];
    private int _directory;
    private int _presence;

    public HintTeller(
        NodeId me, IHintChannel channel, LogSignal signal, DirectoryWriter writer, TimeProvider clock, ILogger<HintTeller> log)
    {
        (_me, _channel, _signal, _writer, _clock, _log) = (me, channel, signal, writer, clock, log);
        _signal.Written += TellLog;
        _writer.Written += TellDirectory;
    }

    public void TellPresence()
    {
        Interlocked.Exchange(ref _presence, 1);
        _bell.Ring();
    }

    public override void Dispose()
    {
        _signal.Written -= TellLog;
        _writer.Written -= TellDirectory;
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _bell.Heard(stoppingToken);
                foreach (var text in Take().Write(_channel.MaxBytes))
                {
                    await _channel.Tell(text);
                }
                await Task.Delay(TimeSpan.FromMilliseconds(PauseMilliseconds), _clock, stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                // The others find it by themselves, a little later.
                LogNotTold(e);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void TellLog(LogEnd end)
    {
        _logs.AddOrUpdate(end.Space, end.Position, (_, told) => Math.Max(told, end.Position));
        _bell.Ring();
    }

    private void TellDirectory()
    {
        Interlocked.Exchange(ref _directory, 1);
        _bell.Ring();
    }

    private Hints Take()
    {
        var logs = new List<LogEnd>();
        foreach (var (space, _) in _logs)
        {
            if (_logs.TryRemove(space, out var position))
            {
                logs.Add(new LogEnd(space, position));
            }
        }
        return new Hints(_me.Text, Interlocked.Exchange(ref _directory, 0) != 0, Interlocked.Exchange(ref _presence, 0) != 0, logs);
    }

    [LoggerMessage(1601, LogLevel.Warning, "The other nodes could not be told what changed; they will find it by themselves")]
    private partial void LogNotTold(Exception reason);
}
