using System.Text.RegularExpressions;

namespace Readback.Tests.Tidy;

/// <summary>The folders of the server from top to bottom. A folder uses those below it, never one above.</summary>
internal static partial class Floors
{
    public static readonly IReadOnlyList<string> FromTheTop =
    [
        "Program", "Cli", "Console", "Operating", "Webhooks", "Machines", "Accounts", "Spaces", "Nodes", "Feed", "Export", "Chat", "Log",
        "Directory", "Storage", "Http",
        "Configuration", "Text",
    ];

    public static IEnumerable<string> StrangersIn(SourceFile file)
    {
        if (!FromTheTop.Contains(file.Folder))
        {
            yield return $"{file.Path}: the folder {file.Folder} has no place in the house; give it a floor";
        }

        foreach (var declared in Namespaces.Matches(file.Code).Where(declared => !Belongs(declared, file)))
        {
            yield return $"{file.At(declared)}: {declared.Groups["name"].Value} is not the namespace of {file.Folder}/";
        }
    }

    public static IEnumerable<string> UpwardUsesIn(SourceFile file) =>
        from use in Uses.Matches(file.Code)
        let used = use.Groups["folder"].Value
        where Height(used) > Height(file.Folder)
        select $"{file.At(use)}: {file.Folder}/ uses {used}/, which is above it";

    private static bool Belongs(Match declared, SourceFile file) =>
        $"{declared.Groups["name"].Value}.".StartsWith(
            file.Folder == "Program" ? "Readback." : $"Readback.{file.Folder}.", StringComparison.Ordinal);

    // The bottom is 0. A name that is no folder (Readback.Tests) is below them all.
    private static int Height(string folder) =>
        FromTheTop.Index().Where(floor => floor.Item == folder)
            .Select(floor => FromTheTop.Count - 1 - floor.Index).DefaultIfEmpty(-1).First();

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces { get; }

    [GeneratedRegex(@"\bReadback\.(?<folder>[A-Z]\w*)")]
    private static partial Regex Uses { get; }
}
