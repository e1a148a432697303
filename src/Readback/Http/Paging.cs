using Microsoft.AspNetCore.Mvc;
using Readback.Text;

namespace Readback.Http;

/// <summary>The paging parameters as they came; see <see cref="Paging.TryRead"/>.</summary>
internal sealed record PagingQuery
{
    /// <summary>The page wanted, from 0 (the default) to 2147483647.</summary>
    [FromQuery(Name = "page")]
    public string? Page { get; init; }

    /// <summary>Rows a page, from 1; 20 is the default, and above 2000 means 2000.</summary>
    [FromQuery(Name = "size")]
    public string? Size { get; init; }

    /// <summary>Another name of <c>page</c>.</summary>
    [FromQuery(Name = "pageNumber")]
    public string? PageNumber { get; init; }

    /// <summary>Another name of <c>size</c>.</summary>
    [FromQuery(Name = "pageSize")]
    public string? PageSize { get; init; }

    /// <summary><c>property[,asc|desc]</c>, repeatable.</summary>
    [FromQuery(Name = "sort")]
    public string[]? Sort { get; init; }
}

/// <summary>One property that rows are ordered by.</summary>
internal readonly record struct SortOrder(string Property, bool Descending);

/// <summary>Which page of which order is wanted (contract, section 3: Paging).</summary>
internal sealed record Paging(int Page, int Size, IReadOnlyList<SortOrder> Orders)
{
    public const int DefaultSize = 20;
    public const int MaxSize = 2000;

    /// <summary>Rows before the page.</summary>
    public long Offset => (long)Page * Size;

    public bool IsSorted => Orders.Count > 0;

    /// <summary>Reads the parameters; the problem names the one that is wrong, and the rule.</summary>
    /// <param name="query">The parameters as they came.</param>
    /// <param name="properties">What this list can be sorted by.</param>
    /// <param name="paging">The page that is wanted.</param>
    /// <param name="problem">What was wrong.</param>
    public static bool TryRead(
        PagingQuery query, IReadOnlyCollection<string> properties, out Paging paging, out ProblemResult problem)
    {
        (paging, problem) = (new Paging(0, DefaultSize, []), ProblemResult.BadRequest(""));
        if (!TryNumber("page", query.Page, "pageNumber", query.PageNumber, smallest: 0, fallback: 0, out var page, ref problem)
            || !TryNumber("size", query.Size, "pageSize", query.PageSize, smallest: 1, DefaultSize, out var size, ref problem)
            || !TryOrders(query.Sort ?? [], properties, out var orders, ref problem))
        {
            return false;
        }
        paging = new Paging(page, Math.Min(size, MaxSize), orders);
        return true;
    }

    private static bool TryNumber(
        string name, string? value, string otherName, string? otherValue, int smallest, int fallback, out int number,
        ref ProblemResult problem)
    {
        var (given, text) = string.IsNullOrEmpty(value) ? (otherName, otherValue) : (name, value);
        if (string.IsNullOrEmpty(text))
        {
            number = fallback;
            return true;
        }
        if (Digits.TryParse(text, out number) && number >= smallest)
        {
            return true;
        }
        problem = ProblemResult.BadRequest(
            $"{given}: must be a whole number from {smallest} to {int.MaxValue}, in decimal digits.");
        return false;
    }

    private static bool TryOrders(
        string[] sorts, IReadOnlyCollection<string> properties, out List<SortOrder> orders, ref ProblemResult problem)
    {
        orders = [];
        foreach (var sort in sorts.Where(sort => sort.Length > 0))
        {
            var comma = sort.IndexOf(',', StringComparison.Ordinal);
            var (property, direction) = comma < 0 ? (sort, "asc") : (sort[..comma], sort[(comma + 1)..]);
            if (!properties.Contains(property))
            {
                problem = ProblemResult.BadRequest($"sort: this list can be sorted by {string.Join(", ", properties)}.");
                return false;
            }
            if (!direction.Equals("asc", StringComparison.OrdinalIgnoreCase)
                && !direction.Equals("desc", StringComparison.OrdinalIgnoreCase))
            {
                problem = ProblemResult.BadRequest("sort: the direction must be asc or desc.");
                return false;
            }
            orders.Add(new SortOrder(property, direction.Equals("desc", StringComparison.OrdinalIgnoreCase)));
        }
        return true;
    }
}
