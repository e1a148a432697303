using System.Runtime.CompilerServices;

namespace Readback.Client.Http;

/// <summary>All rows of a list, page after page, while others go on writing and reading.</summary>
internal static class AllPages
{
    /// <summary>
    /// A list of what is unread loses rows while it is gone through, and what follows moves up. A page may then begin behind a
    /// row that nobody has seen: unless the log shows that nothing happened since the page before, one goes back until
    /// a page begins with a row that was seen already, or is the first.
    /// </summary>
    /// <param name="fetch">Fetches a page.</param>
    /// <param name="idOf">Tells rows apart.</param>
    /// <param name="canShrink">Whether rows can leave the list.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<T> Of<T>(
        Func<int, CancellationToken, Task<Page<T>>> fetch, Func<T, string> idOf, bool canShrink,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>();
        long? position = null;
        for (var number = 0; ; number++)
        {
            var page = await fetch(number, cancellation).ConfigureAwait(false);
            while (canShrink && number > 0 && page.LogPosition != position && !BeginsWithin(page))
            {
                page = await fetch(--number, cancellation).ConfigureAwait(false);
            }
            position = page.LogPosition;
            foreach (var row in page.Content)
            {
                if (!canShrink || seen.Add(idOf(row)))
                {
                    yield return row;
                }
            }
            if (page.Last)
            {
                yield break;
            }
        }

        bool BeginsWithin(Page<T> page) => page.Content.Count > 0 && seen.Contains(idOf(page.Content[0]));
    }
}
