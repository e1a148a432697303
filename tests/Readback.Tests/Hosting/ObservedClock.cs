using Microsoft.Extensions.Time.Testing;

namespace Readback.Tests.Hosting;

/// <summary>A clock that stands still until told otherwise, and says when somebody begins to wait on it.</summary>
public sealed class ObservedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private TimeSpan _jumped;
    private readonly List<(TimeSpan Due, TaskCompletionSource Set)> _watched = [];

    /// <summary>
    /// Sets the clock as an administrator or a time server does: dates jump, and what counts how much time passes does not
    /// notice.
    /// </summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock)
        {
            _jumped += by;
            AdjustTime(GetUtcNow() + by);
        }
    }

    public override long GetTimestamp() => base.GetTimestamp() - _jumped.Ticks;

    /// <summary>Ends when the next timer is set that is due in so long.</summary>
    public Task TimerSet(TimeSpan due)
    {
        var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _watched.Add((due, set));
        }
        return set.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _watched.Where(watched => watched.Due == dueTime).ToList().ForEach(watched => watched.Set.SetResult());
            _watched.RemoveAll(watched => watched.Due == dueTime);
        }
        return timer;
    }
}
