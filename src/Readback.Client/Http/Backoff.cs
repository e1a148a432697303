namespace Readback.Client.Http;

/// <summary>Waits that double, half of each left to chance.</summary>
internal sealed class Backoff(ReadbackClientOptions options)
{
    private TimeSpan _next = options.FirstRetryDelay;

    /// <summary>The next wait; where the server asked for a longer one, that.</summary>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        var half = _next / 2;
        var wait = half + (half * Random.Shared.NextDouble());
        _next = _next * 2 < options.MaxRetryDelay ? _next * 2 : options.MaxRetryDelay;
        return asked > wait ? asked.Value : wait;
    }

    /// <summary>All is well again.</summary>
    public void Reset() => _next = options.FirstRetryDelay;
}
