using Readback.Bench.Load;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>The yardstick of every table: a request that is authenticated like all others and answered from memory.</summary>
internal static class NoOp
{
    public static LoadCase By(IReadOnlyList<Caller> callers, string space) => new("no-op", 0, client => new Question(
        callers[client % callers.Count].Bytes("GET", "/api/auth/current-user", space),
        answer =>
        {
            if (!answer.Text.Contains(Cast.Name(client % callers.Count), StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Somebody else was recognised: {answer.Text}");
            }
        }));
}
