using Readback.Bench.Load;

namespace Readback.Bench.Scenarios;

/// <summary>The yardstick of every table: a request that is authenticated like all others and answered from memory.</summary>
internal static class NoOp
{
    public static LoadCase By(IReadOnlyList<Caller> callers, string space) =>
        new("no-op", 0, client => callers[client % callers.Count].Get("/api/auth/current-user", space));
}
