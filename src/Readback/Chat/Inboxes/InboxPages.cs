using Readback.Http;
using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>Pages of inboxes, as screens ask for them; while nothing is written, the same page is given again.</summary>
/// <param name="store">Where the log is.</param>
/// <param name="known">Messages that need not be read.</param>
internal sealed class InboxPages(IStore store, KnownMessages known)
{
    /// <summary>Pages that are kept.</summary>
    private const int MaxKept = 512;

    /// <summary>Rows of a page that is kept at most: what a screen shows, and no archive.</summary>
    private const int MaxRows = 50;

    private readonly UnchangedAnswers<(long Space, long User, bool? IsRead, bool NewestFirst, long Offset, int Size), (IReadOnlyList<Delivery> Rows, long Total, long Position)>
        _answers = new(store, MaxKept);

    /// <summary>A page of one user's inbox, and the position of the log that it shows.</summary>
    public async ValueTask<(Page<Delivery> Page, long Position)> Of(
        long space, long user, string username, bool? isRead, bool newestFirst, Paging paging, CancellationToken cancellation)
    {
        var (rows, total, position) = paging.Size <= MaxRows
            ? await _answers.Of((space, user, isRead, newestFirst, paging.Offset, paging.Size), Read)
            : await Read();
        return (Page<Delivery>.Of(rows, paging, total), position);

        Task<(IReadOnlyList<Delivery> Rows, long Total, long Position)> Read() =>
            store.Read(db => InboxReader.Read(db, known, space, user, username, isRead, newestFirst, paging), cancellation);
    }
}
