using Readback.Storage;

namespace Readback.Tests.Log;

/// <summary>Holds a store's one writer until disposed, so that what is appended to a log meanwhile shares a batch.</summary>
internal sealed class HeldWriter : IAsyncDisposable
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<bool> _holding;

    private HeldWriter(IStore store) => _holding = store.Write(async _ =>
    {
        _held.SetResult();
        await _release.Task;
        return true;
    });

    public static async Task<HeldWriter> Hold(IStore store)
    {
        var writer = new HeldWriter(store);
        await writer._held.Task;
        return writer;
    }

    public async ValueTask DisposeAsync()
    {
        _release.SetResult();
        await _holding;
    }
}
