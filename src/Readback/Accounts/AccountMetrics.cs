using System.Diagnostics.Metrics;

namespace Readback.Accounts;

/// <summary>What an operator of the server watches of log-ins, by what came of them. No measure names a user.</summary>
internal sealed class AccountMetrics
{
    private readonly Dictionary<string, long> _attempts = LogIn.Outcomes.ToDictionary(outcome => outcome, _ => 0L);
    private readonly Lock _lock = new();

    /// <remarks>All of them from the start: what has not happened yet is 0, and not missing.</remarks>
    public AccountMetrics(IMeterFactory meters) => meters.Create(Log.LogMetrics.MeterName).CreateObservableCounter(
        "readback.logins", Read, "{attempt}", "Attempts to log in, by what came of them");

    public void Attempted(string outcome)
    {
        lock (_lock)
        {
            _attempts[outcome]++;
        }
    }

    private Measurement<long>[] Read()
    {
        lock (_lock)
        {
            return [.. _attempts.Select(attempt => new Measurement<long>(attempt.Value, KeyValuePair.Create("outcome", (object?)attempt.Key)))];
        }
    }
}
