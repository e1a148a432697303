using System.Net.Http.Headers;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Errors. (<see cref="ChatSteps.Refused"/> looks at the shape of each one in these tests.)</summary>
public sealed class ProblemTests(ChatHouse house) : ChatTest(house)
{
    [Fact]
    public async Task Each_kind_has_its_status()
    {
        await Ayse.Say("Yes.", key: "k1");
        await Ayse.TrySay("").Refused(400);
        await Ayse.Get($"{Messages}/1").Refused(404);
        await Ayse.Get("/api/chat/nothing").Refused(404);
        await Ayse.Delete(Messages).Refused(405);
        await Ayse.TrySay("No.", "k1").Refused(409);
        await Ayse.TrySayBytes(new byte[70_000], "text/plain").Refused(413);
        await Ayse.TrySayBytes([1], "image/png").Refused(415);
        Ayse.Space = "nowhere";
        await Ayse.Get(Inbox).Refused(403);
    }

    [Fact]
    public async Task Who_is_not_logged_in_is_told_how_to_show_who_one_is()
    {
        using var stranger = Server.Stranger();
        using var answer = await stranger.GetAsync(Inbox);
        Assert.Equal(new AuthenticationHeaderValue("Bearer"), Assert.Single(answer.Headers.WwwAuthenticate));
    }

    [Fact]
    public async Task A_method_that_is_not_known_is_answered_with_those_that_are()
    {
        using var answer = await Ayse.Get("/api/chat/message/set-read");
        await answer.Is(405);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }
}
