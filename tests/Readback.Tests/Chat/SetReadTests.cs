using System.Text;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Set read.</summary>
public sealed class SetReadTests(ChatHouse house) : ChatTest(house)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("?messageIds={0}&messageIds={1}&messageIds={2}", null)]
    [InlineData("?messageIds={0},{1},{2}", null)]
    [InlineData("?messageIds={0},{1}&messageIds={2}", null)]
    [InlineData("?messageIds=%20{0}%20,%09{1}&messageIds=+{2}+", null)]
    [InlineData("?messageIds={0}%2C{1}%2C{2}", null)]
    [InlineData("", "messageIds={0}&messageIds={1}&messageIds={2}")]
    [InlineData("", "messageIds={0},{1},{2}")]
    [InlineData("", "messageIds={0}%2C+{1}+&messageIds={2}")]
    [InlineData("?messageIds={0}", "messageIds={1}&messageIds={2}")]
    [InlineData("?messageIds={0},{1},{2}", "messageIds={0}&messageIds={1}&messageIds={2}")]
    [InlineData("?messageIds={2}&other=x", "messageIds={1},{0}&other=y")]
    public async Task Ids_come_in_the_query_in_a_form_or_in_both(string query, string? form)
    {
        var ids = await Ayse.SayAll("one", "two", "three");
        string Fill(string template) => string.Format(null, template, ids[0], ids[1], ids[2]);
        using var answer = await Bora.Send(
            HttpMethod.Post, MarkMany + Fill(query),
            form is null ? null : new StringContent(Fill(form), Encoding.UTF8, "application/x-www-form-urlencoded"));
        await answer.Is(204);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((0, 3), await Bora.Counts());
    }

    [Fact]
    public async Task A_form_may_be_multipart()
    {
        var ids = await Ayse.SayAll("one", "two", "three");
        using var form = Multipart(("messageIds", $"{ids[0]}, {ids[1]}"), ("messageIds", ids[2]));
        await (await Bora.Send(HttpMethod.Post, MarkMany, form)).Is(204);
        Assert.Equal((0, 3), await Bora.Counts());
    }

    [Fact]
    public async Task It_is_for_the_caller_alone()
    {
        var ids = await Ayse.SayAll("one", "two");
        await Bora.MarkRead(ids[0]);
        Assert.Equal((1, 2), await Bora.Counts());
        Assert.Equal((2, 2), await Chen.Counts());
    }

    [Fact]
    public async Task One_message_is_marked_by_its_own_call()
    {
        var ids = await Ayse.SayAll("one", "two", "three", "four");
        await (await Bora.Send(HttpMethod.Post, MarkOne + $"?messageId={ids[0]}")).Is(204);
        await (await Bora.Send(HttpMethod.Post, MarkOne, Form(("messageId", ids[1])))).Is(204);
        await (await Bora.Send(HttpMethod.Post, MarkOne, Multipart(("messageId", $" {ids[2]} ")))).Is(204);
        Assert.Equal((1, 4), await Bora.Counts());
        Assert.Equal(["four"], (await Bora.Read(Inbox + "?isRead=false")).Contents());
    }

    [Fact]
    public async Task Several_where_one_is_wanted_are_refused()
    {
        var ids = await Ayse.SayAll("one", "two");
        await AssertUnchanged(async () =>
        {
            await Bora.Send(HttpMethod.Post, MarkOne + $"?messageId={ids[0]}&messageId={ids[1]}").Refused(400);
            await Bora.Send(HttpMethod.Post, MarkOne + $"?messageId={ids[0]},{ids[1]}").Refused(400);
            await Bora.Send(HttpMethod.Post, MarkOne + $"?messageId={ids[0]}&messageId={ids[0]}").Refused(400);
            await Bora.Send(HttpMethod.Post, MarkOne, Form(("messageId", ids[0]), ("messageId", ids[1]))).Refused(400);
            await Bora.Send(HttpMethod.Post, MarkOne + $"?messageId={ids[0]}", Form(("messageId", ids[0]))).Refused(400);
            await Bora.Send(HttpMethod.Post, MarkOne + $"?messageIds={ids[0]}").Refused(400);
            await Bora.Send(HttpMethod.Post, MarkMany + $"?messageId={ids[0]}").Refused(400);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("messageIds=")]
    [InlineData("messageIds")]
    [InlineData("messageIds=%20")]
    [InlineData("messageIds=,")]
    [InlineData("messageIds=1,,2")]
    [InlineData("messageIds=1,")]
    [InlineData("messageIds=1&messageIds=")]
    [InlineData("messageIds=abc")]
    [InlineData("messageIds=-1")]
    [InlineData("messageIds=%2B1")]
    [InlineData("messageIds=1.0")]
    [InlineData("messageIds=1e3")]
    [InlineData("messageIds=0x10")]
    [InlineData("messageIds=01")]
    [InlineData("messageIds=%D9%A1")] // the digit one in Arabic
    [InlineData("messageIds=1;2")]
    [InlineData("messageIds=1%202")]
    [InlineData("messageIds=9223372036854775808")]
    public async Task What_can_be_no_id_is_refused_and_changes_nothing(string parameters)
    {
        await Ayse.Say("one");
        await AssertUnchanged(async () =>
        {
            Assert.StartsWith("messageIds:", await Bora.Send(HttpMethod.Post, $"{MarkMany}?{parameters}").Refused(400));
            using var form = new StringContent(parameters, Encoding.UTF8, "application/x-www-form-urlencoded");
            Assert.StartsWith("messageIds:", await Bora.Send(HttpMethod.Post, MarkMany, form).Refused(400));
            var single = parameters.Replace("messageIds", "messageId", StringComparison.Ordinal);
            Assert.StartsWith("messageId:", await Bora.Send(HttpMethod.Post, $"{MarkOne}?{single}").Refused(400));
        });
    }

    [Fact]
    public async Task A_body_that_is_no_form_gives_no_ids()
    {
        var id = await Ayse.Say("one");
        await AssertUnchanged(() => Bora.PostJson(MarkMany, $"[\"{id}\"]").Refused(400));
        await AssertUnchanged(() => Bora.PostText(MarkMany, $"messageIds={id}").Refused(400));
    }

    [Fact]
    public async Task One_wrong_id_among_good_ones_makes_it_not_found_and_changes_nothing()
    {
        var space = Space;
        await EnterAnother();
        var elsewhere = await Ayse.Say("in another space, of which Bora is a member too");
        Ayse.Space = Bora.Space = Chen.Space = space;
        var good = await Ayse.SayAll("one", "two");
        foreach (var wrong in (string[])[elsewhere, "0", "1", "9223372036854775807", Next(good[1])])
        {
            await AssertUnchanged(async () =>
            {
                await Bora.MarkByForm(("messageIds", $"{good[0]},{wrong},{good[1]}")).Refused(404);
                await Bora.Send(HttpMethod.Post, $"{MarkMany}?messageIds={good[0]}", Form(("messageIds", wrong))).Refused(404);
                await Bora.Send(HttpMethod.Post, $"{MarkOne}?messageId={wrong}").Refused(404);
            });
        }
        await Bora.MarkRead(good);
    }

    [Fact]
    public async Task A_message_from_before_ones_time_or_between_ones_times_is_not_found()
    {
        var before = await Ayse.Say("before");
        await Server.AddUser("ege", Space);
        var ege = await Server.LogIn("ege", Space);
        var first = await Ayse.Say("during");
        await Server.Leave("ege", Space);
        await ege.MarkByForm(("messageIds", first)).Refused(403);
        var between = await Ayse.Say("between");
        await Server.Join("ege", Space);
        var second = await Ayse.Say("again");

        foreach (var foreign in (string[])[before, between])
        {
            await ege.MarkByForm(("messageIds", $"{first},{foreign},{second}")).Refused(404);
        }
        Assert.Equal((2, 2), await ege.Counts());
        await ege.MarkRead(first, second);
        Assert.Equal((0, 2), await ege.Counts());
    }

    [Fact]
    public async Task The_first_read_time_stands()
    {
        var id = await Ayse.Say("one");
        Server.Clock.Advance(Minute);
        var readAt = Now;
        await Bora.MarkRead(id);
        var position = await Bora.Position();
        Server.Clock.Advance(Minute);
        await Bora.MarkRead(id);
        await Bora.MarkRead(id, id);
        Assert.Equal(position, await Bora.Position());
        Assert.Equal(readAt, (string)(await Bora.Read(Inbox)).Rows()[0]["readDate"]!);
    }

    [Fact]
    public async Task Of_read_and_unread_ones_together_only_the_unread_are_read_now()
    {
        var ids = await Ayse.SayAll("one", "two", "three");
        Server.Clock.Advance(Minute);
        var first = Now;
        await Bora.MarkRead(ids[1]);
        Server.Clock.Advance(Minute);
        await Bora.MarkRead(ids);
        Assert.Equal([Now, first, Now], (await Bora.Read(Inbox)).Rows().Select(row => (string)row["readDate"]!));
    }

    [Fact]
    public async Task What_one_has_sent_is_read_already()
    {
        var id = await Ayse.Say("one");
        var sentAt = Now;
        var position = await Ayse.Position();
        Server.Clock.Advance(Minute);
        await Ayse.MarkRead(id);
        Assert.Equal(position, await Ayse.Position());
        Assert.Equal(sentAt, (string)(await Ayse.Read(Inbox)).Rows()[0]["readDate"]!);
    }

    [Fact]
    public async Task One_call_is_one_event_of_the_log()
    {
        var ids = await Ayse.SayAll("one", "two", "three", "four");
        var before = await Bora.Position();
        await Bora.MarkRead(ids[0], ids[3], ids[1]);
        Assert.Equal(before + 1, await Bora.Position());
    }

    [Fact]
    public async Task A_query_holds_1000_ids_at_most_counted_as_given()
    {
        var id = await Ayse.Say("one");
        string Query(int times) => MarkMany + "?messageIds=" + string.Join(',', Enumerable.Repeat(id, times));
        await AssertUnchanged(() => Bora.Send(HttpMethod.Post, Query(1001)).Refused(400));
        await (await Bora.Send(HttpMethod.Post, Query(1000))).Is(204);
        Assert.Equal((0, 1), await Bora.Counts());
    }

    [Fact]
    public async Task A_form_holds_10000_ids_at_most_counted_as_given()
    {
        var id = await Ayse.Say("one");
        (string, string)[] Repeated(int times) => [.. Enumerable.Repeat(("messageIds", id), times)];
        var commas = string.Join(',', Enumerable.Repeat(id, 10_000));
        await AssertUnchanged(async () =>
        {
            await Bora.MarkByForm(Repeated(10_001)).Refused(400);
            await Bora.MarkByForm(("messageIds", $"{commas},{id}")).Refused(400);
        });
        await (await Bora.MarkByForm(Repeated(10_000))).Is(204);
        await (await Chen.MarkByForm(("messageIds", commas))).Is(204);
        Assert.Equal((0, 1), await Bora.Counts());
        Assert.Equal((0, 1), await Chen.Counts());
    }

    [Fact]
    public async Task A_form_has_1_MiB_at_most()
    {
        var id = await Ayse.Say("one");
        var start = $"messageIds={id}&padding=";
        StringContent Body(int bytes) => new(
            start + new string('x', bytes - start.Length), Encoding.ASCII, "application/x-www-form-urlencoded");
        await AssertUnchanged(() => Bora.Send(HttpMethod.Post, MarkMany, Body((1024 * 1024) + 1)).Refused(413));
        await (await Bora.Send(HttpMethod.Post, MarkMany, Body(1024 * 1024))).Is(204);
    }

    [Fact]
    public async Task An_auditor_marks_read()
    {
        await Server.AddUser("fatma", Space);
        await Server.Grant("fatma", "AUDITOR");
        var fatma = await Server.LogIn("fatma", Space);
        await fatma.MarkRead(await Ayse.Say("one"));
        Assert.Equal((0, 1), await fatma.Counts());
    }

    private static string Next(string id) => (long.Parse(id, null) + 1).ToString(null, null);

    private async Task AssertUnchanged(Func<Task> work)
    {
        var before = (await Bora.Counts(), await Bora.Position());
        Assert.NotEqual(0, before.Item1.Unread);
        await work();
        Assert.Equal(before, (await Bora.Counts(), await Bora.Position()));
    }
}
