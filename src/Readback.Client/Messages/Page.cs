using System.Globalization;
using System.Text.Json.Serialization;

namespace Readback.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What the list is of.</typeparam>
/// <param name="Content">The rows of this page.</param>
/// <param name="Number">This page, counted from 0.</param>
/// <param name="Size">Rows that a page holds at most.</param>
/// <param name="TotalElements">Rows on all pages; exact.</param>
/// <param name="TotalPages">How many pages of this size there are.</param>
/// <param name="Last">Whether no page comes after this one; also past the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Content, int Number, int Size, long TotalElements, long TotalPages, bool Last)
{
    /// <summary>Which position of the space's log the page shows; events of the feed up to it are in it.</summary>
    [JsonIgnore]
    public long? LogPosition { get; init; }
}

/// <summary>Which page of a list, of which size, in which order.</summary>
public sealed record PageRequest
{
    /// <summary>The page, counted from 0.</summary>
    public int Number { get; init; }

    /// <summary>Rows a page: 20 where nothing is said, 2000 at most (a larger one means 2000), at least 1.</summary>
    public int Size { get; init; } = 20;

    /// <summary>Properties to sort by, each alone or with <c>,asc</c> or <c>,desc</c>: <c>creationDate,asc</c>.</summary>
    public IReadOnlyList<string> Sort { get; init; } = [];

    internal IEnumerable<(string Name, string Value)> Parameters() =>
    [
        ("page", Number.ToString(CultureInfo.InvariantCulture)),
        ("size", Size.ToString(CultureInfo.InvariantCulture)),
        .. Sort.Select(by => ("sort", by)),
    ];
}
