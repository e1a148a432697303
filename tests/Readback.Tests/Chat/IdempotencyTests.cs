using System.Text;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: the header Idempotency-Key.</summary>
public sealed class IdempotencyTests(ChatHouse house) : ChatTest(house)
{
    [Fact]
    public async Task A_repeat_is_answered_like_the_first_and_stores_nothing()
    {
        var first = await Ayse.Say("Valve 3 is open.", key: "k1");
        var position = await Ayse.Position();
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first, await Ayse.Say("Valve 3 is open.", key: "k1"));
        Assert.Equal(position, await Ayse.Position());
        Assert.Equal((1, 1), await Bora.Counts());
    }

    [Fact]
    public async Task The_same_content_is_what_counts_not_the_bytes_it_came_in()
    {
        var first = await Ayse.Say("72 °C", key: "k1");
        var again = await Ayse.Send(
            HttpMethod.Post, Messages, new StringContent("\"72 \\u00b0C\"", Encoding.UTF8, "application/json"), ("Idempotency-Key", "k1"));
        Assert.Equal(first, await again.Id());
    }

    [Theory]
    [InlineData("Valve 3 is open")]
    [InlineData("VALVE 3 IS OPEN.")]
    [InlineData("Valve 3 is open. ")]
    public async Task The_same_key_with_another_content_is_a_conflict(string other)
    {
        var first = await Ayse.Say("Valve 3 is open.", key: "k1");
        Assert.StartsWith("Idempotency-Key:", await Ayse.TrySay(other, "k1").Refused(409));
        Assert.Equal((1, 1), await Bora.Counts());
        Assert.Equal(first, await Ayse.Say("Valve 3 is open.", key: "k1"));
    }

    [Fact]
    public async Task Without_a_key_or_with_another_one_the_same_content_is_another_message()
    {
        var ids = new HashSet<string> { await Ayse.Say("Yes."), await Ayse.Say("Yes.") };
        ids.Add(await Ayse.Say("Yes.", key: "k"));
        ids.Add(await Ayse.Say("Yes.", key: "K"));
        Assert.Equal(4, ids.Count);
    }

    [Fact]
    public async Task A_key_is_its_senders_own()
    {
        Assert.NotEqual(await Ayse.Say("Yes.", key: "k1"), await Bora.Say("Yes.", key: "k1"));
        await Chen.Say("No.", key: "k1");
        Assert.Equal((2, 3), await Ayse.Counts());
    }

    [Fact]
    public async Task A_key_counts_in_its_space_alone()
    {
        var first = await Ayse.Say("Yes.", key: "k1");
        var space = Space;
        await EnterAnother();
        Assert.NotEqual(first, await Ayse.Say("Yes.", key: "k1"));
        await Ayse.TrySay("No.", "k1").Refused(409);
        Ayse.Space = space;
        Assert.Equal(first, await Ayse.Say("Yes.", key: "k1"));
    }

    [Fact]
    public async Task A_key_counts_for_24_hours()
    {
        var first = await Ayse.Say("Yes.", key: "k1");
        Server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(first, await Ayse.Say("Yes.", key: "k1"));
        Server.Clock.Advance(TimeSpan.FromMilliseconds(2));
        var second = await Ayse.Say("Yes.", key: "k1");
        Assert.NotEqual(first, second);
        // The second message's own 24 hours have begun.
        Server.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(second, await Ayse.Say("Yes.", key: "k1"));
        await Ayse.TrySay("No.", "k1").Refused(409);
    }

    [Fact]
    public async Task Repeats_that_come_at_once_store_one_message()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Ayse.Say("Yes.", key: "k1")));
        Assert.Single(ids.Distinct());
        Assert.Equal((1, 1), await Bora.Counts());
    }

    [Fact]
    public async Task Of_two_contents_that_come_at_once_under_one_key_one_is_stored()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Ayse.TrySay(n % 2 == 0 ? "Yes." : "No.", "k1")));
        Assert.Equal(16, answers.Count(answer => (int)answer.StatusCode == 204));
        Assert.Equal(16, answers.Count(answer => (int)answer.StatusCode == 409));
        Assert.Equal((1, 1), await Bora.Counts());
    }

    [Fact]
    public async Task A_key_has_64_characters_at_most()
    {
        var longest = new string('k', 64);
        Assert.Equal(await Ayse.Say("Yes.", longest), await Ayse.Say("Yes.", longest));
        Assert.StartsWith("Idempotency-Key:", await Ayse.TrySay("Yes.", longest + "k").Refused(400));
        Assert.Equal((1, 1), await Bora.Counts());
    }

    [Fact]
    public async Task A_refused_message_leaves_its_key_free()
    {
        await Ayse.TrySay(" ", "k1").Refused(400);
        await Ayse.Say("Yes.", key: "k1");
    }

    [Fact]
    public async Task A_repeat_by_who_has_left_is_refused()
    {
        await Bora.Say("Yes.", key: "k1");
        await Server.Leave("bora", Space);
        await Bora.TrySay("Yes.", "k1").Refused(403);
    }
}
