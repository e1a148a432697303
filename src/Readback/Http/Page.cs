using System.Text.Json;

namespace Readback.Http;

/// <summary>One page of a list, in the shape of Spring Data's <c>Page</c> (contract, section 3: Paging).</summary>
/// <param name="Content">The rows of this page.</param>
/// <param name="Pageable">What was asked for.</param>
/// <param name="TotalElements">Rows on all pages; exact.</param>
/// <param name="TotalPages">How many pages of this size there are.</param>
/// <param name="Number">This page, counted from 0.</param>
/// <param name="Size">Rows a page holds at most.</param>
/// <param name="NumberOfElements">Rows on this page.</param>
/// <param name="First">Whether this is page 0.</param>
/// <param name="Last">Whether no page comes after this one; also past the end.</param>
/// <param name="Empty">Whether this page holds no row.</param>
/// <param name="Sort">Whether an order was asked for.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Content, Pageable Pageable, long TotalElements, long TotalPages, int Number, int Size,
    int NumberOfElements, bool First, bool Last, bool Empty, PageSort Sort)
{
    internal static Page<T> Of(IReadOnlyList<T> content, Paging paging, long total)
    {
        var pages = (total + paging.Size - 1) / paging.Size;
        var sort = PageSort.Of(paging.IsSorted);
        return new Page<T>(
            content, new Pageable(paging.Page, paging.Size, paging.Offset, sort, Paged: true, Unpaged: false), total, pages,
            paging.Page, paging.Size, content.Count, paging.Page == 0, paging.Page >= pages - 1, content.Count == 0, sort);
    }

    /// <summary>All but the rows, as the serializer writes it: for pages that are written by hand.</summary>
    internal void WriteAround(Utf8JsonWriter json)
    {
        json.WriteStartObject("pageable"u8);
        json.WriteNumber("pageNumber"u8, Pageable.PageNumber);
        json.WriteNumber("pageSize"u8, Pageable.PageSize);
        json.WriteNumber("offset"u8, Pageable.Offset);
        Pageable.Sort.Write(json);
        json.WriteBoolean("paged"u8, Pageable.Paged);
        json.WriteBoolean("unpaged"u8, Pageable.Unpaged);
        json.WriteEndObject();
        json.WriteNumber("totalElements"u8, TotalElements);
        json.WriteNumber("totalPages"u8, TotalPages);
        json.WriteNumber("number"u8, Number);
        json.WriteNumber("size"u8, Size);
        json.WriteNumber("numberOfElements"u8, NumberOfElements);
        json.WriteBoolean("first"u8, First);
        json.WriteBoolean("last"u8, Last);
        json.WriteBoolean("empty"u8, Empty);
        Sort.Write(json);
    }
}

/// <summary>The request that a <see cref="Page{T}"/> answers.</summary>
/// <param name="PageNumber">The page asked for, from 0.</param>
/// <param name="PageSize">The size in force: 20 unless given, never above 2000.</param>
/// <param name="Offset">Rows before this page.</param>
/// <param name="Sort">Whether an order was asked for.</param>
/// <param name="Paged">Always true.</param>
/// <param name="Unpaged">Always false.</param>
public sealed record Pageable(int PageNumber, int PageSize, long Offset, PageSort Sort, bool Paged, bool Unpaged);

/// <summary>Whether an order was asked for; the default order, newest first, counts as none.</summary>
/// <param name="Sorted">An order was asked for.</param>
/// <param name="Unsorted">None was.</param>
/// <param name="Empty">None was.</param>
public sealed record PageSort(bool Sorted, bool Unsorted, bool Empty)
{
    internal static PageSort Of(bool sorted) => new(sorted, !sorted, !sorted);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("sort"u8);
        json.WriteBoolean("sorted"u8, Sorted);
        json.WriteBoolean("unsorted"u8, Unsorted);
        json.WriteBoolean("empty"u8, Empty);
        json.WriteEndObject();
    }
}
