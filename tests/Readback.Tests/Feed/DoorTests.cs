using System.Net.Http.Headers;
using System.Text;
using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>Who gets a stream, and how a space is named.</summary>
public sealed class DoorTests(FeedHouse house) : FeedTest(house)
{
    private string SpaceInQuery => "?space=" + Uri.EscapeDataString(Space);

    [Fact]
    public async Task A_stream_is_an_event_stream_that_nobody_stores()
    {
        await using var stream = await Ayse.Watch();

        Assert.Equal("text/event-stream", stream.Answer.Content.Headers.ContentType!.ToString());
        Assert.True(stream.Answer.Headers.CacheControl!.NoStore);
        await stream.Hello();
    }

    [Fact]
    public async Task The_space_may_stand_in_the_query_as_browsers_send_no_header()
    {
        Ayse.Space = null;
        await using var stream = await Ayse.Watch(query: SpaceInQuery.ToUpperInvariant().Replace("?SPACE", "?space", StringComparison.Ordinal));
        await stream.Hello();
        await Bora.Say("here");

        Assert.Equal("here", (string?)(await stream.Next("message")).Json["content"]);
    }

    [Fact]
    public async Task The_header_may_hold_UTF_8_as_it_is()
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, Watching.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ayse.AccessToken);
        request.Headers.TryAddWithoutValidation("X-Space", Space);
        await using var stream = await EventStream.Of(await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));

        await stream.Hello();
    }

    [Fact]
    public async Task The_header_counts_before_the_query()
    {
        await Server.AddSpace(House.NewName("foreign"));
        await using var stream = await Ayse.Watch(query: "?space=nowhere");
        await stream.Hello();
    }

    [Fact]
    public async Task A_stranger_gets_401_whatever_space_is_named()
    {
        using var stranger = Server.Stranger();
        await stranger.GetAsync(Watching.Path + SpaceInQuery).Unauthorized();
        await stranger.GetAsync(Watching.Path).Unauthorized();
    }

    [Fact]
    public async Task No_space_is_400()
    {
        Ayse.Space = null;
        await Ayse.WatchInVain().BadRequest();
        await Ayse.WatchInVain("?space=").BadRequest();
    }

    [Fact]
    public async Task A_space_that_is_not_ones_own_is_403_and_no_more_is_said()
    {
        await using (var own = await Ayse.WatchOn())
        {
        }
        var (closed, foreign) = (House.NewName("closed"), House.NewName("foreign"));
        var id = await Server.AddSpace(closed);
        await Server.Join("ayse", closed);
        await Server.AddSpace(foreign);
        await Admin.Delete($"/api/spaces/{id}").Nothing();
        var answers = new List<string>();
        foreach (var space in (string[])["nowhere", closed, foreign])
        {
            Ayse.Space = space;
            answers.Add(await Ayse.WatchInVain().Forbidden());
            Ayse.Space = null;
            answers.Add(await Ayse.WatchInVain($"?space={space}").Forbidden());
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Who_must_change_the_password_gets_403()
    {
        var (person, id) = await NewMember("dora");
        await using (var stream = await person.WatchOn())
        {
        }
        await Admin.PutJson($"/api/users/{id}", """{"requirePasswordReset":true}""").Nothing();

        await person.WatchInVain().Forbidden();
    }

    [Fact]
    public async Task One_user_has_64_streams_at_most()
    {
        var streams = new List<EventStream>();
        while (streams.Count < FeedHub.MaxStreamsPerUser)
        {
            streams.Add(await Ayse.WatchOn());
        }

        await Ayse.WatchInVain().Problem(429, "Too Many Requests");
        await using (var another = await Bora.WatchOn())
        {
        }
        await House.Streams.Are(FeedHub.MaxStreamsPerUser);
        await streams[7].DisposeAsync();
        await House.Streams.Are(FeedHub.MaxStreamsPerUser - 1);
        streams[7] = await Ayse.WatchOn();
        await Ayse.WatchInVain().Problem(429, "Too Many Requests");
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }
}
