using Readback.Storage;
using Readback.Tests.Fuzz.Guided;

namespace Readback.Tests.Fuzz.Parsers;

/// <summary>All that reads input from outside, and what has to hold of it. (JSON bodies and forms are read by the framework; <c>HttpFuzzTests</c> tries them.)</summary>
internal static class ParserTargets
{
    public static readonly string[] Names =
    [
        "ids", "pages", "dates", "records", "exports", "bodies", "headers", "tokens", "names", "webhook addresses", "settings file",
        "settings variables", "users table", "exported table", "hints", "event streams",
    ];

    /// <param name="folder">For what has to lie in a file.</param>
    /// <param name="store">With a schema, and nothing in it.</param>
    public static async Task<IReadOnlyList<FuzzTarget>> In(string folder, IStore store) =>
    [
        .. QueryParsers.All, .. HeaderParsers.All, await HeaderParsers.Tokens(store), .. NameParsers.All, .. FileParsers.In(folder, store), .. WireParsers.All,
    ];
}
