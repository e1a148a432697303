using Readback.Tests.Hosting;

namespace Readback.Tests.Http.OpenApi;

public sealed class ApiSnapshotTests
{
    /// <summary>A change of the API shows in the review of whatever made it.</summary>
    [Fact]
    public async Task The_document_that_is_kept_is_the_one_that_is_served()
    {
        await using var server = await ReadbackServer.Run();
        using var stranger = server.Stranger();

        var served = await stranger.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Snapshot.Matches("docs/openapi.v1.json", served.ReplaceLineEndings("\n").TrimEnd() + "\n");
    }
}
