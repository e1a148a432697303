using Readback.Configuration;
using Readback.Http;

namespace Readback.Machines;

/// <summary>
/// How much a machine may send: so many a minute, so many at once. Each node counts for itself, so that a send costs no write
/// besides its own.
/// </summary>
internal sealed class MachineRate(ReadbackSettings settings, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, TimeSpan> _dueAt = [];
    private readonly long _start = clock.GetTimestamp();

    private CellRate Rate => new(settings.Machines.SendsPerMinute, settings.Machines.SendBurst);

    /// <summary>Counts a message; where it is one too many, counts nothing and says how long to wait.</summary>
    public ProblemResult? Refuse(long machine) => Take(machine) is { } wait
        ? CellRate.TooMany($"{settings.Machines.SendsPerMinute} messages a minute from this machine", wait)
        : null;

    private TimeSpan? Take(long machine)
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            var due = _dueAt.TryGetValue(machine, out var known) && known > now ? known : now;
            if (Rate.Wait(due - now) is { } wait)
            {
                return wait;
            }
            _dueAt[machine] = due + Rate.Interval;
            return null;
        }
    }
}
