using System.Text.RegularExpressions;

namespace Readback.Tests.Tidy;

/// <summary>One file of the server, or of another project, as its author wrote it and as the compiler sees it (comments blanked out).</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path, string text)
    {
        Path = path;
        LineCount = text.AsSpan().TrimEnd().Count('\n') + 1;
        Code = Comments.Replace(text, Blank);
    }

    /// <summary>From the folder of the server, with forward slashes: <c>Chat/SendMessage.cs</c>.</summary>
    public string Path { get; }

    public int LineCount { get; }

    public string Code { get; }

    /// <summary>The folder at the top that the file is in, or <c>Program</c> for a file beside <c>Program.cs</c>.</summary>
    public string Folder => Path.IndexOf('/') is var slash and > 0 ? Path[..slash] : "Program";

    public string At(Match match) => $"{Path}:{Code.AsSpan(0, match.Index).Count('\n') + 1}";

    public static IReadOnlyList<SourceFile> ReadAll(string project = "Readback")
    {
        var server = System.IO.Path.Combine(Repository.Root, "src", project);

        return [.. System.IO.Directory.EnumerateFiles(server, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: System.IO.Path.GetRelativePath(server, file).Replace('\\', '/')))
            .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj"))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Path, File.ReadAllText(file.File)))];
    }

    public static SourceFile Of(string path, string text) => new(path, text);

    // Strings are matched first, so that a "//" inside one starts no comment; they are kept as they are, because an
    // interpolated string holds code.
    private static string Blank(Match match) =>
        match.Groups["comment"].Success ? NotNewline.Replace(match.Value, " ") : match.Value;

    [GeneratedRegex("""(?<quotes>"{3,})[\s\S]*?\k<quotes>|@\$?"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|(?<comment>//[^\n]*|/\*[\s\S]*?\*/)""")]
    private static partial Regex Comments { get; }

    [GeneratedRegex("[^\n]")]
    private static partial Regex NotNewline { get; }
}
