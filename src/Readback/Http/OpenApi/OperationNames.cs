using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace Readback.Http.OpenApi;

/// <summary>What an operation is called, by programs (an id) and by people (a line, and what else there is to say).</summary>
internal static partial class OperationNames
{
    public static void Apply(OpenApiOperation operation, ApiDescription description)
    {
        operation.OperationId = Id(description);
        var text = Blanks.Replace(operation.Summary ?? "", " ").Trim();
        var end = SentenceEnd.Match(text);
        if (end.Success)
        {
            (operation.Summary, text) = (text[..(end.Index + 1)], text[(end.Index + end.Length)..]);
            operation.Description = Blanks.Replace($"{text} {operation.Description}", " ").Trim();
        }
        else
        {
            operation.Summary = text;
            operation.Description = operation.Description is { } remarks ? Blanks.Replace(remarks, " ").Trim() : null;
        }
    }

    /// <summary><c>GET /api/chat/messages/{id}</c> is <c>getChatMessagesById</c>.</summary>
    private static string Id(ApiDescription description) =>
        description.HttpMethod!.ToLowerInvariant() + string.Concat(
            description.RelativePath!.Split('/', '-').Where(part => part is not ("api" or "")).Select(part => part[0] == '{'
                ? $"By{Capital(part.Trim('{', '}'))}"
                : Capital(part)));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }

    [GeneratedRegex(@"\. (?=[A-Z0-9])")]
    private static partial Regex SentenceEnd { get; }
}
