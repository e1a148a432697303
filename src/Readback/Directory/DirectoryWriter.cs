using Readback.Http;
using Readback.Storage;

namespace Readback.Directory;

/// <summary>
/// The one way in which users, spaces, memberships and sessions change: in one transaction, with their numbers in the
/// directory's log; and when it returns, this node's memory knows.
/// </summary>
internal sealed class DirectoryWriter(IStore store, DirectoryCache directory, TimeProvider clock)
{
    /// <summary>Raised after this node has changed the directory; it must not block.</summary>
    public event Action? Written;

    public async Task<T> Change<T>(Func<DirectoryChange, ValueTask<T>> work)
    {
        var isChanged = false;
        var result = await store.Write(async db =>
        {
            var change = new DirectoryChange(db, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()));
            var answer = await work(change);
            isChanged = await change.Save();
            return answer;
        });
        if (isChanged)
        {
            Written?.Invoke();
        }
        await directory.CatchUp();
        return result;
    }

    /// <summary>
    /// An administrator's change, one at a time over all nodes. Who asks is authorised once more first. The work states
    /// its problem before it writes anything: what it has written is kept.
    /// </summary>
    public Task<Answer<T>> Administer<T>(Actor actor, Func<DirectoryChange, ValueTask<Answer<T>>> work) =>
        Change<Answer<T>>(async change =>
        {
            await DirectoryLog.Lock(change.Db);
            return await change.Refuse(actor) is { } refusal ? refusal : await work(change);
        });
}
