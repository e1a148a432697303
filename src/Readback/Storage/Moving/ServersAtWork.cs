namespace Readback.Storage.Moving;

/// <summary>Tells whether servers are at work on a shared database: they say every few seconds that they live.</summary>
internal static class ServersAtWork
{
    /// <summary>How long to listen for a beat, in seconds: longer than there is between two.</summary>
    private const int ListenSeconds = 7;

    /// <exception cref="StoreRefusedException">One is at work.</exception>
    public static async Task Refuse(IStore store, TimeProvider clock, CancellationToken cancellation)
    {
        if (!store.IsShared)
        {
            return;
        }
        var before = await store.Read(NodeTable.All, cancellation);
        if (before.Any(node => !node.IsLeaving))
        {
            await Task.Delay(TimeSpan.FromSeconds(ListenSeconds), clock, cancellation);
            var after = await store.Read(NodeTable.All, cancellation);
            if (after.Except(before).Any(node => !node.IsLeaving))
            {
                throw new StoreRefusedException("A server is at work on this database: stop all of them first.");
            }
        }
    }
}
