namespace Readback.Tests.Tidy;

/// <summary>What holds for the server's files holds for the client's, but that a client calls others.</summary>
public sealed class ClientTidyTests
{
    private const int MaxLinesPerFile = 300;

    private static readonly IReadOnlyList<SourceFile> Client = SourceFile.ReadAll("Readback.Client");

    public static TheoryData<string> BannedNames =>
        [.. BannedCode.All.Select(banned => banned.Name).Where(name => name != "outgoing call")];

    [Fact]
    public void The_client_has_source_files() => Assert.Contains(Client, file => file.Path == "ReadbackClient.cs");

    [Theory]
    [MemberData(nameof(BannedNames))]
    public void No_file_holds(string banned) =>
        Assert.Equal("", string.Join('\n', Client.SelectMany(BannedCode.All.Single(code => code.Name == banned).FindIn)));

    [Fact]
    public void No_file_is_too_long() =>
        Assert.Equal("", string.Join('\n', Client.Where(file => file.LineCount > MaxLinesPerFile).Select(file => file.Path)));
}
