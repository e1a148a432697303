using Readback.Http;

namespace Readback.Spaces;

/// <summary>What a space may be called: a name that fits into the header <c>X-Space</c>, plain or percent-encoded.</summary>
internal static class SpaceRules
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The problem with a name; <c>null</c> where there is none.</summary>
    public static ProblemResult? CheckName(string? name) =>
        name is { Length: >= 1 and <= MaxNameLength } && !name.Any(char.IsControl) && !name.Contains('%')
        && !char.IsWhiteSpace(name[0]) && !char.IsWhiteSpace(name[^1])
            ? null
            : ProblemResult.BadRequest(
                $"name: must have 1 to {MaxNameLength} characters, no control characters, no '%', and no space at its ends.");
}
