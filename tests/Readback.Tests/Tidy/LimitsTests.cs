using System.Text.RegularExpressions;

namespace Readback.Tests.Tidy;

/// <summary>
/// Every named limit of the server stands in <c>docs/limits.md</c> with its value, what happens past it, and the tests that
/// go there. A constant counts as one by its name: it begins with <c>Max</c> or <c>Min</c>, or ends in a unit.
/// </summary>
public sealed partial class LimitsTests
{
    private const string Page = "docs/limits.md";

    private static readonly IReadOnlyList<Limit> InCode = [.. SourceFile.ReadAll().SelectMany(LimitsIn)];

    private static readonly IReadOnlyList<Row> OnPage =
    [
        .. Rows.Matches(File.ReadAllText(Path.Combine(Repository.Root, Page)))
            .Select(row => new Row(row.Groups["name"].Value, row.Groups["value"].Value, row.Groups["tests"].Value)),
    ];

    [Fact]
    public void Every_limit_is_on_the_page_with_its_value() =>
        Assert.Equal("", string.Join('\n', InCode.Where(limit => !OnPage.Any(row => row.Name == limit.Name && row.Value == limit.Value))
            .Select(limit => $"{Page} lacks: | `{limit.Name}` | `{limit.Value}` | what it is for, and what happens past it | `TestClass`, or why there is none |")));

    [Fact]
    public void Nothing_is_on_the_page_that_is_no_limit_any_more() =>
        Assert.Empty(OnPage.Select(row => row.Name).Except(InCode.Select(limit => limit.Name)));

    [Fact]
    public void No_limit_is_on_the_page_twice() => Assert.Equal(OnPage.Count, OnPage.Select(row => row.Name).Distinct().Count());

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var classes = typeof(LimitsTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        Assert.All(OnPage, row =>
        {
            Assert.NotEmpty(row.Tests.Trim());
            Assert.All(Names.Matches(row.Tests), name => Assert.Contains(name.Groups["name"].Value, classes));
        });
    }

    [Theory]
    [InlineData("private const int MaxWaiting = 8192;", "Log.MaxWaiting 8192")]
    [InlineData("public const int HeartbeatSeconds = 15;", "Log.HeartbeatSeconds 15")]
    [InlineData("internal const long MaxNumber = (1L << NumberBits) - 1;", "Log.MaxNumber (1L << NumberBits) - 1")]
    [InlineData("internal static readonly int MaxAtOnce = Math.Max(1, Environment.ProcessorCount / 2);", "Log.MaxAtOnce Math.Max(1, Environment.ProcessorCount / 2)")]
    [InlineData("private const int Bytes = 32;", "")]
    [InlineData("public const string MaxName = \"x\";", "")]
    public void What_is_a_limit_is_known_by_its_name(string code, string limit) =>
        Assert.Equal(limit, string.Concat(LimitsIn(SourceFile.Of("Log/Log.cs", code)).Select(found => $"{found.Name} {found.Value}")));

    private static IEnumerable<Limit> LimitsIn(SourceFile file) =>
        from match in Constants.Matches(file.Code)
        select new Limit($"{Path.GetFileNameWithoutExtension(file.Path)}.{match.Groups["name"].Value}", match.Groups["value"].Value.Trim());

    [GeneratedRegex(@"\b(?:const|static readonly) (?:int|long|TimeSpan) (?<name>(?:Max|Min)\w+|\w+(?:Seconds|Milliseconds|Minutes|Hours|Days|Bytes|Length|Rounds))\s*=\s*(?<value>[^;]+);")]
    private static partial Regex Constants { get; }

    [GeneratedRegex(@"^\| `(?<name>\w+\.\w+)` \| `(?<value>[^`]+)` \| [^|]+ \|(?<tests>[^|]+)\|", RegexOptions.Multiline)]
    private static partial Regex Rows { get; }

    [GeneratedRegex("`(?<name>[A-Z]\\w+Tests?)`")]
    private static partial Regex Names { get; }

    private sealed record Limit(string Name, string Value);

    private sealed record Row(string Name, string Value, string Tests);
}
