namespace Readback.Tests.Tidy;

/// <summary>Style that a machine can check is checked here, and need not be said in a review.</summary>
public sealed class TidyTests
{
    private const int MaxLinesPerFile = 300;
    private const int MaxLinesOfProgram = 79;

    private static readonly IReadOnlyList<SourceFile> Server = SourceFile.ReadAll();

    public static TheoryData<string> BannedNames => [.. BannedCode.All.Select(banned => banned.Name)];

    [Fact]
    public void The_server_has_source_files() => Assert.Contains(Server, file => file.Path == "Program.cs");

    [Theory]
    [MemberData(nameof(BannedNames))]
    public void No_file_holds(string banned) =>
        AssertNone(Server.SelectMany(BannedCode.All.Single(code => code.Name == banned).FindIn));

    [Fact]
    public void No_file_is_too_long() =>
        AssertNone(from file in Server
                   let limit = file.Path == "Program.cs" ? MaxLinesOfProgram : MaxLinesPerFile
                   where file.LineCount > limit
                   select $"{file.Path}: {file.LineCount} lines, more than {limit}");

    [Fact]
    public void Every_file_is_in_a_folder_of_the_house_and_in_its_namespace() =>
        AssertNone(Server.SelectMany(Floors.StrangersIn));

    [Fact]
    public void No_folder_uses_one_above_it() => AssertNone(Server.SelectMany(Floors.UpwardUsesIn));

    [Theory]
    [InlineData("wall clock", "var now = DateTime.UtcNow;")]
    [InlineData("wall clock", "Say($\"it is {DateTimeOffset.Now}\");")]
    [InlineData("Thread.Sleep", "Thread.Sleep(10);")]
    [InlineData("Task.Delay without a clock", "await Task.Delay(wait, token);")]
    [InlineData("sync over async", "Read().GetAwaiter().GetResult();")]
    [InlineData("outgoing call", "using var client = new HttpClient();")]
    [InlineData("catch-all", "try { } catch (Exception e) { }")]
    [InlineData("catch-all", "try { } catch\n{ }")]
    public void What_is_banned_is_found(string banned, string code) =>
        Assert.Single(BannedCode.All.SelectMany(each => each.FindIn(SourceFile.Of("Chat/Send.cs", code)).Select(_ => each.Name)), banned);

    [Theory]
    [InlineData("// DateTime.UtcNow would be wrong here")]
    [InlineData("/* Thread.Sleep\n is worse */ var url = \"http://a\";")]
    [InlineData("await Task.Delay(wait, _time, token);")]
    [InlineData("try { } catch (Exception e) when (e is IOException or TimeoutException) { }")]
    [InlineData("try { } catch (IOException) { }")]
    public void What_is_fine_is_left_alone(string code) =>
        AssertNone(BannedCode.All.SelectMany(each => each.FindIn(SourceFile.Of("Chat/Send.cs", code))));

    [Theory]
    [InlineData("Storage/Sqlite/Writer.cs", "using Readback.Chat;")]
    [InlineData("Log/Append.cs", "var feed = new Readback.Feed.Subscriber();")]
    public void An_upward_use_is_found(string path, string code) =>
        Assert.Single(Floors.UpwardUsesIn(SourceFile.Of(path, code)));

    [Theory]
    [InlineData("Chat/Send.cs", "using Readback.Storage.Sqlite;")]
    [InlineData("Chat/Send.cs", "using Readback.Chat.Receipts;")]
    [InlineData("Program.cs", "using Readback.Cli;")]
    public void A_downward_use_is_fine(string path, string code) =>
        AssertNone(Floors.UpwardUsesIn(SourceFile.Of(path, code)));

    private static void AssertNone(IEnumerable<string> found) => Assert.Equal("", string.Join('\n', found));
}
