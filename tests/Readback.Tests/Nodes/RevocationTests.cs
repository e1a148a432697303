using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Nodes;

/// <summary>What ends somebody's rights at one node ends them at the other: requests, streams and refreshing.</summary>
[Trait("Engine", "Postgres")]
public sealed class RevocationTests(NodeHouse house) : IClassFixture<NodeHouse>
{
    [Theory]
    [InlineData("disabled", 401)]
    [InlineData("deleted", 401)]
    [InlineData("reset", 401)]
    [InlineData("removed", 403)]
    [InlineData("closed", 403)]
    [InlineData("must change", 403)]
    public async Task It_counts_at_the_other_node_too(string what, int status)
    {
        var (name, space) = ($"gone {what}", $"space of {what}");
        var spaceId = await house.First.AddSpace(space);
        var id = await house.First.AddUser(name, space);
        var here = await house.First.LogIn(name, space);
        var there = here.At(house.Second);
        await there.Say("still here");
        await using var stream = await there.WatchOn();

        await Do(what, id, spaceId, name);
        await here.Get("/api/chat/unread").Refused(status);

        var rest = stream.Rest();
        await house.Until(() => Task.FromResult(rest.IsCompleted));
        await rest;
        await there.Get("/api/chat/unread").Refused(status);
        await there.PostText("/api/chat/messages", "too late").Refused(status);
        (await there.WatchInVain()).Dispose();
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_the_other_node_too()
    {
        var id = await house.First.AddUser("once an admin", ReadbackServer.Boiler);
        await house.First.Grant("once an admin", "ADMIN");
        var there = (await house.First.LogIn("once an admin")).At(house.Second);
        await house.Until(async () => (await there.Get("/api/users")).IsSuccessStatusCode);

        await (await house.Admin.Delete($"/api/users/{id}/roles/ADMIN")).Is(204);
        // A write is asked again where it is written, whatever this node still believes.
        await there.PutJson($"/api/users/{id}", """{"phone":"112"}""").Refused(403);
        await house.Until(async () => !(await there.Get("/api/users")).IsSuccessStatusCode);
        await there.Get("/api/users").Refused(403);
    }

    private async Task Do(string what, long id, long space, string name)
    {
        var answer = await (what switch
        {
            "disabled" => house.Admin.PutJson($"/api/users/{id}", """{"enabled":false}"""),
            "deleted" => house.Admin.Delete($"/api/users/{id}"),
            "reset" => house.Admin.PostJson(
                $"/api/users/{Uri.EscapeDataString(name)}/reset-password", """{"newPassword":"another secret 3","newPasswordAgain":"another secret 3"}"""),
            "removed" => house.Admin.Delete($"/api/users/{id}/spaces/{space}"),
            "closed" => house.Admin.Delete($"/api/spaces/{space}"),
            "must change" => house.Admin.PutJson($"/api/users/{id}", """{"requirePasswordReset":true}"""),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Nothing of this kind ends anything."),
        });
        await answer.Is(204);
    }
}
