using Readback.Bench.Load;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>A filter, and the numbers of what it finds in rising order.</summary>
internal sealed record Filter(string Query, IReadOnlyList<int> Found);

/// <summary>
/// Filters of one kind, each of another text (or sender, or period) than all before it: what a server remembers of one is no
/// help for the next. After each comes its next page, and the same once more.
/// </summary>
/// <param name="work">The kind.</param>
/// <param name="most">What the first page may take, in milliseconds.</param>
/// <param name="perRound">How many new ones a round may use up.</param>
/// <param name="filters">Filters that nobody asked yet.</param>
internal sealed class FilterCase(string work, int most, int perRound, IEnumerable<Filter> filters) : IDisposable
{
    public const int PageSize = 20;

    private readonly IEnumerator<Filter> _filters = filters.GetEnumerator();
    private Filter? _current;

    public string Work => work;

    public int Most => most;

    public int PerRound => perRound;

    /// <summary>Goes on to the next one; false where there is none left.</summary>
    public bool Advance()
    {
        _current = _filters.MoveNext() ? _filters.Current : null;
        return _current is not null;
    }

    public Ask Page(Caller caller, SeededSpace space, int page)
    {
        var (query, found) = _current!;
        int[] numbers = [.. Enumerable.Range(page * PageSize, PageSize).Where(row => row < found.Count).Select(row => found[^(1 + row)])];
        return new Ask(
            caller.Get(FormattableString.Invariant($"/api/chat/messages/filter?{query}&page={page}&size={PageSize}"), space.Name),
            Expect.Page(found.Count, page, PageSize, numbers, Expect.Message(space)));
    }

    public void Dispose() => _filters.Dispose();
}
