using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>What ends a stream, and what does not.</summary>
public sealed class EndingTests(FeedHouse house) : FeedTest(house)
{
    [Fact]
    public async Task It_ends_at_logout_and_only_that_sessions_streams()
    {
        var (dora, _) = await NewMember("dora");
        await using var stream = await dora.WatchOn();
        var elsewhere = await Server.LogIn(dora.Username, Space);
        await using var other = await elsewhere.WatchOn();

        using (var answer = await dora.Send(HttpMethod.Post, "/logout"))
        {
            await answer.Is(200);
        }
        await Ends(stream);
        await dora.WatchInVain().Unauthorized();
        await GoesOn(other);
    }

    [Fact]
    public async Task It_ends_when_the_user_is_disabled() =>
        await EndsAfter((_, id) => Admin.PutJson($"/api/users/{id}", """{"enabled":false}"""));

    [Fact]
    public async Task It_ends_when_the_user_is_deleted() => await EndsAfter((_, id) => Admin.Delete($"/api/users/{id}"));

    [Fact]
    public async Task It_ends_when_the_password_is_reset() => await EndsAfter((dora, _) => Admin.PostJson(
        $"/api/users/{Uri.EscapeDataString(dora.Username)}/reset-password",
        """{"newPassword":"a new password 7","newPasswordAgain":"a new password 7"}"""));

    [Fact]
    public async Task It_ends_when_the_password_must_be_changed() =>
        await EndsAfter((_, id) => Admin.PutJson($"/api/users/{id}", """{"requirePasswordReset":true}"""));

    [Fact]
    public async Task It_ends_when_the_space_is_closed()
    {
        Assert.True(Server.Directory.TryGetSpace(Space, out var space));
        await EndsAfter((_, _) => Admin.Delete($"/api/spaces/{space.Id}"), othersGoOn: false);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_alone()
    {
        var (dora, _) = await NewMember("dora");
        await using var own = await dora.WatchOn();
        var elsewhere = await Server.LogIn(dora.Username, Space);
        await using var other = await elsewhere.WatchOn();
        await dora.PostJson(
            "/api/users/reset-password",
            $$"""{"oldPassword":"{{ReadbackServer.Password}}","newPassword":"a new password 7","newPasswordAgain":"a new password 7"}""").Nothing();

        await Ends(other);
        await GoesOn(own);
    }

    [Fact]
    public async Task It_ends_at_removal_from_the_space_and_not_in_other_spaces()
    {
        var (dora, id) = await NewMember("dora");
        Assert.True(Server.Directory.TryGetSpace(Space, out var space));
        await using var stream = await dora.WatchOn();
        var another = await Server.AddSpace(House.NewName("another"));
        dora.Space = Server.Directory.Spaces.Single(s => s.Id == another).Name;
        await Server.Join(dora.Username, dora.Space);
        await using var elsewhere = await dora.WatchOn();

        await Admin.Delete($"/api/users/{id}/spaces/{space.Id}").Nothing();
        await Ends(stream);
        await dora.Say("still here");
        Assert.Equal("still here", (string?)(await elsewhere.Next("message")).Json["content"]);
        dora.Space = Space;
        await dora.WatchInVain().Forbidden();
    }

    [Fact]
    public async Task Nothing_committed_after_the_removal_is_ever_seen()
    {
        for (var round = 0; round < 10; round++)
        {
            var (dora, id) = await NewMember("dora");
            Assert.True(Server.Directory.TryGetSpace(Space, out var space));
            await using var chen = await Chen.WatchOn();
            var streams = new List<EventStream> { await dora.WatchOn(), await dora.WatchOn() };
            using var removed = new CancellationTokenSource();
            var talk = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Talk(removed.Token)));
            var opening = OpenUntilRefused(dora, streams);
            await Admin.Delete($"/api/users/{id}/spaces/{space.Id}").Nothing();
            await opening;
            await removed.CancelAsync();
            await talk;

            var came = await chen.Until(e => e.Name == "member" && (string?)e.Json["change"] == "left");
            foreach (var stream in streams)
            {
                await stream.Rest();
                Assert.False(stream.IsBroken);
                Assert.True(stream.LastId <= came[^1].Id, $"{stream.LastId} came after {came[^1].Id}");
                await stream.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task It_outlives_the_access_token()
    {
        await using var stream = await Chen.WatchOn();
        Wait(TimeSpan.FromSeconds(301));
        using (var refused = await Server.Stranger().SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/auth/current-user")
        {
            Headers = { { "Authorization", $"Bearer {Chen.AccessToken}" } },
        }))
        {
            await refused.Is(401);
        }
        await GoesOn(stream);
    }

    [Fact]
    public async Task It_ends_with_its_session_after_30_days()
    {
        await using var stream = await (await Server.LogIn("chen", Space)).WatchOn();
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddDays(30).AddSeconds(-30));
        await GoesOn(stream);
        Wait(TimeSpan.FromSeconds(30 + FeedHub.HeartbeatSeconds));

        await Ends(stream);
    }

    private async Task EndsAfter(Func<Person, long, Task<HttpResponseMessage>> act, bool othersGoOn = true)
    {
        var (dora, id) = await NewMember("dora");
        await using var stream = await dora.WatchOn();
        await using var chen = await Chen.WatchOn();
        await GoesOn(stream);
        await act(dora, id).Nothing();

        await Ends(stream);
        if (othersGoOn)
        {
            await GoesOn(chen);
        }
    }

    private static async Task Ends(EventStream stream)
    {
        await stream.Rest();
        Assert.False(stream.IsBroken);
    }

    private async Task GoesOn(EventStream stream)
    {
        var mark = House.NewName("mark");
        await Ayse.Say(mark);
        await stream.Until(e => e.Name == "message" && (string?)e.Json["content"] == mark);
    }

    private async Task Talk(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            await Ayse.Say("and so on");
        }
    }

    /// <summary>Streams that open while the removal is on its way are the ones that could slip through.</summary>
    private static async Task OpenUntilRefused(Person person, List<EventStream> streams)
    {
        while (streams.Count < FeedHub.MaxStreamsPerUser)
        {
            var answer = await person.TryWatch();
            if (!answer.IsSuccessStatusCode)
            {
                await answer.Is(403);
                return;
            }
            streams.Add(await EventStream.Of(answer));
        }
    }
}
