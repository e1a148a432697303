using Microsoft.AspNetCore.Mvc;
using Readback.Http;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>The filters of the records of log-ins and of administrative acts; an empty one is one not given.</summary>
internal sealed record RecordQuery
{
    /// <summary>Longest filter, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    private static readonly string[] Sortable = ["date"];

    /// <summary>The whole username, case ignored.</summary>
    [FromQuery(Name = "username")]
    public string? Username { get; init; }

    /// <summary>The whole address.</summary>
    [FromQuery(Name = "ip")]
    public string? Ip { get; init; }

    /// <summary>A part of the message (of the action and the target in the audit), case ignored.</summary>
    [FromQuery(Name = "msg")]
    public string? Msg { get; init; }

    /// <summary>The first moment, ISO 8601; a bare date means the whole day.</summary>
    [FromQuery(Name = "dateSt")]
    public string? DateSt { get; init; }

    /// <summary>The last moment, ISO 8601; a bare date means the whole day.</summary>
    [FromQuery(Name = "dateEn")]
    public string? DateEn { get; init; }

    /// <summary>Reads the filters and the page; the problem names the parameter that is wrong.</summary>
    public Answer<(RecordFilter Filter, Paging Paging, bool OldestFirst)> Read(PagingQuery page)
    {
        if (!Paging.TryRead(page, Sortable, out var paging, out var problem)
            || !DateBounds.TryRead("dateSt", DateSt, "dateEn", DateEn, out var bounds, out problem))
        {
            return problem;
        }
        foreach (var (name, value) in ((string, string?)[])[("username", Username), ("ip", Ip), ("msg", Msg)])
        {
            if (value?.Length > MaxLength)
            {
                return ProblemResult.BadRequest($"{name}: must have {MaxLength} characters at most.");
            }
        }
        var filter = new RecordFilter(Given(Username), Given(Ip), Given(Msg), bounds.From, bounds.To);
        return (filter, paging, paging.Orders is [{ Descending: false }, ..]);
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
