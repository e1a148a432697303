using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>Holds back who writes to a log until disposed, so that what is appended to a log meanwhile shares a batch.</summary>
internal sealed class HeldWriter : IAsyncDisposable
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<bool> _holding;

    private HeldWriter(IStore store) => _holding = store.Write(async db =>
    {
        if (TestData.IsPostgres)
        {
            // Many write at once there; who changes a log locks its head first.
            await db.Execute("LOCK TABLE space_head IN EXCLUSIVE MODE");
        }
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
