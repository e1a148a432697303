using System.Collections.Concurrent;

namespace Readback.Chat.Filters;

/// <summary>One filter at a time per user, few at a time in all, and none for longer than its time with the waiting.</summary>
internal sealed class FilterGate(TimeProvider clock)
{
    /// <summary>How long a filter may take, with the waiting, in seconds.</summary>
    public const int MaxSeconds = 2;

    /// <summary>Filters that run at once, so that they never take all the database's readers.</summary>
    private const int MaxAtOnce = 4;

    private readonly SemaphoreSlim _all = new(MaxAtOnce);
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _users = [];

    /// <summary>Runs <paramref name="work"/>, or gives nothing where the time was not enough.</summary>
    public async Task<T?> Run<T>(long user, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
        where T : class
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(MaxSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            return await Enter(
                _users.GetOrAdd(user, static _ => new SemaphoreSlim(1)),
                () => Enter(_all, () => work(either.Token), either.Token),
                either.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<T> Enter<T>(SemaphoreSlim gate, Func<Task<T>> work, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }
}
