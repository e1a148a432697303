namespace Readback.Nodes;

/// <summary>Wakes one who waits. Rung many times before it is heard, it wakes once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);
    private int _isRung;

    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 0)
        {
            _rung.Release();
        }
    }

    /// <summary>Returns when it was rung; what rings it from then on is heard the next time.</summary>
    public async Task Heard(CancellationToken cancellation)
    {
        await _rung.WaitAsync(cancellation);
        Interlocked.Exchange(ref _isRung, 0);
    }

    public void Dispose() => _rung.Dispose();
}
