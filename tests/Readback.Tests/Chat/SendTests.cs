using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Send. To whom a message goes, and where it is found again.</summary>
public sealed class SendTests(ChatHouse house) : ChatTest(house)
{
    [Fact]
    public async Task A_message_is_answered_with_its_place_and_nothing_else()
    {
        using var answer = await Ayse.TrySay("Valve 3 is open.");
        await answer.Is(204);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Matches(@"\A/api/chat/messages/[1-9][0-9]*\z", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_message_is_found_at_its_place_and_by_its_number()
    {
        var id = await Ayse.Say("Valve 3 is open.");
        var expected = Wire.Message(id, 1, "Valve 3 is open.", "ayse", Now);
        Wire.AssertSame(expected, await Bora.Read($"{Messages}/{id}"));
        Wire.AssertSame(expected, await Bora.Read($"{Messages}/by-number/1"));
    }

    [Fact]
    public async Task Numbers_count_the_messages_of_a_space_from_1()
    {
        var ids = await Ayse.SayAll("one", "two");
        ids.Add(await Bora.Say("three"));
        foreach (var (index, id) in ids.Index())
        {
            Assert.Equal(index + 1, (long)(await Chen.Read($"{Messages}/{id}"))["number"]!);
        }
        await EnterAnother();
        var elsewhere = await Ayse.Say("one again");
        Assert.Equal(1, (long)(await Chen.Read($"{Messages}/{elsewhere}"))["number"]!);
        Assert.DoesNotContain(elsewhere, ids);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    public async Task What_is_no_message_of_the_space_is_not_found(string id)
    {
        await Ayse.Get($"{Messages}/{id}").Refused(404);
        await Ayse.Get($"{Messages}/by-number/{id}").Refused(404);
        await Ayse.Get($"{Messages}/{id}/recipients").Refused(404);
    }

    [Fact]
    public async Task An_id_is_written_in_one_way_only()
    {
        var id = await Ayse.Say("one");
        foreach (var text in (string[])["0" + id, "+" + id, id + ".0", "%20" + id])
        {
            await Ayse.Get($"{Messages}/{text}").Refused(404);
        }
        await Ayse.Get($"{Messages}/by-number/01").Refused(404);
    }

    [Fact]
    public async Task A_message_is_not_found_outside_its_space()
    {
        var id = await Ayse.Say("for this space only");
        await Ayse.Read($"{Messages}/{id}");
        await EnterAnother();
        await Ayse.Get($"{Messages}/{id}").Refused(404);
        await Ayse.Get($"{Messages}/{id}/recipients").Refused(404);
    }

    [Fact]
    public async Task A_message_goes_to_every_member_and_to_the_sender_as_read()
    {
        await Ayse.Say("Valve 3 is open.");
        Assert.Equal((0, 1), await Ayse.Counts());
        Assert.Equal((1, 1), await Bora.Counts());
        Assert.Equal((1, 1), await Chen.Counts());
    }

    [Fact]
    public async Task The_senders_own_reading_is_no_event_of_the_log()
    {
        var before = await Bora.Position();
        await Ayse.SayAll("one", "two");
        Assert.Equal(before + 2, await Bora.Position());
    }

    [Fact]
    public async Task An_auditor_never_sends_whatever_other_roles()
    {
        await Server.AddUser("dilek", Space);
        await Server.Grant("dilek", "ADMIN");
        var dilek = await Server.LogIn("dilek", Space);
        await dilek.Say("an administrator may");
        await Server.Grant("dilek", "AUDITOR");
        await dilek.TrySay("an auditor may not").Refused(403);
        Assert.Equal((1, 1), await Ayse.Counts());
        Assert.Equal((0, 1), await dilek.Counts());
    }

    [Fact]
    public async Task Dates_have_milliseconds_and_are_cut_not_rounded()
    {
        Server.Clock.Advance(TimeSpan.FromTicks(12_345_9999));
        var id = await Ayse.Say("now");
        var date = (string)(await Ayse.Read($"{Messages}/{id}"))["creationDate"]!;
        Assert.Matches(@"\A2026-11-23T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\z", date);
        Assert.Equal(Now, date);
    }

    [Fact]
    public async Task A_message_is_told_with_exactly_the_members_of_the_contract()
    {
        var id = await Ayse.Say("one");
        var message = await Ayse.Read($"{Messages}/{id}");
        Assert.Equal(
            ["content", "createdBy", "creationDate", "id", "lastModifiedBy", "lastModifiedDate", "number"],
            message.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.IsType<string>(message["id"]!.AsValue().GetValue<string>());
        Assert.Equal(System.Text.Json.JsonValueKind.Number, message["number"]!.AsValue().GetValueKind());
    }
}
