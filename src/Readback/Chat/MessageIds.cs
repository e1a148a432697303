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
            foreach (var part in list.Split(','))
            {
                if (ids.Count - before == most)
                {
                    problem = ProblemResult.BadRequest($"{name}: {place} may hold {most} ids at most.");
                    return false;
                }
                if (!WireId.TryParse(list[part].Trim(), out var id))
                {
                    problem = ProblemResult.BadRequest($"{name}: each must be a message's id, in decimal digits.");
                    return false;
                }
                ids.Add(id);
            }
        }
        return true;
    }
}
