namespace Readback.Bench.Seeding;

/// <summary>A clock that is moved by whoever seeds: history has to lie in the past, and in its order.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
