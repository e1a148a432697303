using Microsoft.Extensions.Time.Testing;

namespace Readback.Tests.Clients;

/// <summary>A client's clock, which stands still until told otherwise; only the short waits between two tries pass by themselves.</summary>
internal sealed class ClientClock : FakeTimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime >= TimeSpan.Zero && dueTime < Short
            ? System.CreateTimer(callback, state, dueTime, period)
            : base.CreateTimer(callback, state, dueTime, period);
}
