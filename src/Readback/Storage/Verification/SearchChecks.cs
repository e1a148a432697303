using Readback.Text;

namespace Readback.Storage.Verification;

/// <summary>The search index holds messages, folded, and nothing else; what it does not have yet is the end of a space.</summary>
internal static class SearchChecks
{
    public static IReadOnlyList<Check> All { get; } = [new("the search index has no hole and is right", Find)];

    private static IAsyncEnumerable<string> Find(Db db, Names names) => db.Search.Everything(db)
        .Where(text => text.Content is null || text.Folded is null || CaseFolding.Fold(text.Content) != text.Folded)
        .Select(text => $"{names.Space(MessageId.Space(text.Id))}: message {MessageId.Number(text.Id)} " + text switch
        {
            { Content: null } => "is in the index, and there is no such message",
            { Folded: null } => "is not in the index",
            _ => "is in the index with another text",
        });
}
