using Readback.Http;
using Readback.Storage;
using Readback.Tests.Log;
using Readback.Tests.Model;

namespace Readback.Tests.Chat;

/// <summary>What is kept of messages that were shown. Nothing changes a message; here it is done by hand, to see which are read again.</summary>
public sealed class KnownMessagesTests : IAsyncLifetime
{
    private const int Kept = 1000;
    private const int Page = 100;

    private LogRig _rig = null!;
    private RealChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await LogRig.Create();
        _chat = new RealChat(_rig.Store, _rig.Writer, _rig.Clock);
        await _chat.Open("boiler-2", ["ayse", "bora"]);
        await _chat.Join("ayse");
        await _chat.Join("bora");
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.AssertSound();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task What_was_shown_is_shown_from_memory_where_nobody_else_writes()
    {
        await _chat.Send("ayse", "first");
        Assert.Equal(["first"], await Contents(size: 20));

        await WithAnotherContent(1, async () => Assert.Equal([_rig.Store.IsShared ? "another" : "first"], await Contents(size: 20)));
    }

    [Fact]
    public async Task Beside_what_is_known_only_the_rest_is_read_and_all_stands_in_its_order()
    {
        for (var i = 1; i <= 7; i++)
        {
            await _chat.Send(i % 2 == 0 ? "ayse" : "bora", $"{i}");
            if (i is 2 or 5)
            {
                await Contents(size: 1);
            }
        }
        Assert.Equal(["7", "6", "5", "4", "3", "2", "1"], await Contents(size: 20));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], await Contents(size: 20, newestFirst: false));
    }

    [Theory]
    [InlineData(Kept)]
    [InlineData(Kept + 1)]
    public async Task A_long_content_is_read_each_time(int units)
    {
        var content = new string('x', units);
        await _chat.Send("ayse", content);
        await Contents(size: 20);

        await WithAnotherContent(1, async () =>
            Assert.Equal([_rig.Store.IsShared || units > Kept ? "another" : content], await Contents(size: 20)));
    }

    [Theory]
    [InlineData(Page)]
    [InlineData(Page + 1)]
    public async Task A_large_page_is_read_each_time(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            await _chat.Send("ayse", "first");
        }
        await Contents(size: rows);

        await WithAnotherContent(rows, async () =>
            Assert.Equal(_rig.Store.IsShared || rows > Page ? "another" : "first", (await Contents(size: rows))[0]));
    }

    private async Task<List<string>> Contents(int size, bool newestFirst = true) =>
        [.. (await _chat.Inbox("bora", isRead: null, newestFirst, new Paging(0, size, []))).Content.Select(row => row.ChatMessage.Content)];

    private async Task WithAnotherContent(long number, Func<Task> look)
    {
        var id = MessageId.Of(_chat.SpaceId, number);
        var content = (await _rig.Store.Read(db => Messages.Find(db, id)))!.Content;
        await Write("another");
        await look();
        await Write(content);

        async Task Write(string text) => await _rig.Store.Write(async db => await db.Execute("UPDATE message SET content = $2 WHERE id = $1", id, text));
    }
}
