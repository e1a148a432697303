using System.Text.RegularExpressions;
using Readback.Tests.Tidy;

namespace Readback.Tests.Operating;

/// <summary>Every entry that the server writes to its log stands on the page for administrators, with what to do.</summary>
public sealed partial class LogEventsTests
{
    private const string Page = "docs/operating.md";

    private static readonly IReadOnlyList<(string Id, string Level, string Message)> InCode =
    [
        .. SourceFile.ReadAll().SelectMany(file => Entries.Matches(file.Code))
            .Select(entry => (entry.Groups["id"].Value, entry.Groups["level"].Value, entry.Groups["message"].Value)),
    ];

    private static readonly IReadOnlyList<(string Id, string Level, string Message)> OnPage =
    [
        .. Rows.Matches(File.ReadAllText(Path.Combine(Repository.Root, Page)))
            .Select(row => (row.Groups["id"].Value, row.Groups["level"].Value, row.Groups["message"].Value)),
    ];

    [Fact]
    public void Every_entry_of_the_log_is_explained() =>
        Assert.Equal("", string.Join('\n', InCode.Except(OnPage).Select(entry =>
            $"{Page} lacks: | {entry.Id} | {entry.Level} | {entry.Message} | what to do |")));

    [Fact]
    public void Nothing_is_explained_that_is_not_written_any_more() => Assert.Empty(OnPage.Except(InCode));

    [Fact]
    public void Each_has_a_number_of_its_own()
    {
        Assert.NotEmpty(InCode);
        Assert.Equal(InCode.Count, InCode.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(InCode.Count, SourceFile.ReadAll().Sum(file => Attributes.Count(file.Code)));
    }

    [GeneratedRegex("\\[LoggerMessage\\(\\s*(?<id>\\d+), LogLevel\\.(?<level>\\w+),\\s*\"(?<message>[^\"]+)\"\\)\\]")]
    private static partial Regex Entries { get; }

    [GeneratedRegex("\\[LoggerMessage\\(")]
    private static partial Regex Attributes { get; }

    [GeneratedRegex("^\\| (?<id>[12]\\d{3}) \\| (?<level>\\w+) \\| (?<message>[^|]+) \\| [^|]{5,} \\|$", RegexOptions.Multiline)]
    private static partial Regex Rows { get; }
}
