namespace Readback.Storage.Verification;

/// <summary>The search index holds what the messages are, and nothing else; what it does not have yet is the end of a space.</summary>
internal static class SearchChecks
{
    public static IReadOnlyList<Check> All { get; } = [new("the search index has no hole and is right", Find)];

    private static IAsyncEnumerable<string> Find(Db db, Names names) =>
        db.Search.Faults(db).Select(fault => $"{names.Space(fault.Space)}: {fault.What}");
}
