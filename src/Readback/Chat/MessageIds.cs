using Microsoft.Extensions.Primitives;
using Readback.Http;

namespace Readback.Chat;

/// <summary>Message ids as parameters: repeated, comma-separated, or both; in the query, in a form, or both.</summary>
internal static class MessageIds
{
    /// <summary>Ids that a query may hold, counted as given.</summary>
    public const int MaxInQuery = 1000;

    /// <summary>Ids that a form may hold, counted as given.</summary>
    public const int MaxInForm = 10_000;

    /// <summary>So many digits are a <see cref="long"/>, whichever they are.</summary>
    private const int SafeDigits = 18;

    public static bool TryRead(
        string name, StringValues query, IReadOnlyList<ReadOnlyMemory<char>> form, out List<long> ids, out ProblemResult problem)
    {
        ids = [];
        problem = ProblemResult.BadRequest($"{name}: must be given, with the id of at least one message.");
        return query.Count + form.Count > 0
            && TryAdd(name, [.. query.Select(value => value.AsMemory())], "the query", MaxInQuery, ids, ref problem)
            && TryAdd(name, form, "a form", MaxInForm, ids, ref problem);
    }

    private static bool TryAdd(
        string name, IReadOnlyList<ReadOnlyMemory<char>> values, string place, int most, List<long> ids, ref ProblemResult problem)
    {
        var before = ids.Count;
        foreach (var value in values)
        {
            var list = value.Span;
            ids.EnsureCapacity(ids.Count + Math.Min(most, list.Count(',') + 1));
            for (var at = 0; at <= list.Length; at++)
            {
                if (ids.Count - before == most)
                {
                    problem = ProblemResult.BadRequest($"{name}: {place} may hold {most} ids at most.");
                    return false;
                }
                if (!TryReadNext(list, ref at, out var id))
                {
                    problem = ProblemResult.BadRequest($"{name}: each must be a message's id, in decimal digits.");
                    return false;
                }
                ids.Add(id);
            }
        }
        return true;
    }

    /// <summary>
    /// Reads the id that begins at a place, and goes on to the comma or the end behind it. Digits and a comma are read in one pass,
    /// which takes half as long as looking for the comma, for spaces and for the digits' end does; all else is looked at anew.
    /// </summary>
    private static bool TryReadNext(ReadOnlySpan<char> list, ref int at, out long id)
    {
        var (first, next) = (at, at);
        id = 0;
        for (; next < list.Length && char.IsAsciiDigit(list[next]); next++)
        {
            id = (id * 10) + (list[next] - '0');
        }
        if (next > first && next - first <= SafeDigits && list[first] != '0' && (next == list.Length || list[next] == ','))
        {
            at = next;
            return true;
        }
        var length = list[first..].IndexOf(',');
        at = length < 0 ? list.Length : first + length;
        return WireId.TryParse(list[first..at].Trim(), out id);
    }
}
