using Readback.Configuration;
using Readback.Http;

namespace Readback.Machines;

/// <summary>
/// How much a machine may send: so many a minute, so many at once (the generic cell rate algorithm, whose whole state is
/// one moment a machine). Each node counts for itself, so that a send costs no write besides its own.
/// </summary>
internal sealed class MachineRate(ReadbackSettings settings, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, TimeSpan> _dueAt = [];
    private readonly long _start = clock.GetTimestamp();

    private TimeSpan Interval => TimeSpan.FromMinutes(1) / settings.Machines.SendsPerMinute;

    private TimeSpan Tolerance => Interval * (settings.Machines.SendBurst - 1);

    /// <summary>Counts a message; where it is one too many, counts nothing and says how long to wait.</summary>
    public ProblemResult? Refuse(long machine) => Take(machine) is { } wait
        ? ProblemResult.TooManyRequests(
            $"More than {settings.Machines.SendsPerMinute} messages a minute from this machine: wait.",
            Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)))
        : null;

    private TimeSpan? Take(long machine)
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            var due = _dueAt.TryGetValue(machine, out var known) && known > now ? known : now;
            if (due - now > Tolerance)
            {
                return due - now - Tolerance;
            }
            _dueAt[machine] = due + Interval;
            return null;
        }
    }
}
