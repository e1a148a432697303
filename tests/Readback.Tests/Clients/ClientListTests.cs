using System.Net;
using Readback.Client;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients;

/// <summary>Everything that is read: the inbox, receipts, the history.</summary>
public sealed class ClientListTests : IAsyncLifetime
{
    private readonly ReadbackServer _server = new();
    private ReadbackClient _ayse = null!;
    private ReadbackClient _bora = null!;

    private ReadbackSpace Sender => _ayse.Space(ReadbackServer.Boiler);

    private ReadbackSpace Reader => _bora.Space(ReadbackServer.Boiler);

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        (_ayse, _bora) = (_server.ClientOf("ayse"), _server.ClientOf("bora"));
    }

    public async ValueTask DisposeAsync()
    {
        _ayse.Dispose();
        _bora.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_read_what_and_when()
    {
        var sent = await Sender.SendAsync("Pump 3 is off");
        Assert.Equal(new UnreadCount(1, 1), (await Reader.UnreadAsync()) with { LogPosition = null });
        var row = Assert.Single((await Reader.InboxAsync(isRead: false)).Content);
        Assert.Equal(("bora", sent.Id, false, null), (row.Username, row.ChatMessageId, row.IsRead, row.ReadDate));

        _server.Clock.Advance(TimeSpan.FromSeconds(2));
        await Reader.SetReadAsync(sent.Id);

        Assert.Equal(0, (await Reader.UnreadAsync()).Unread);
        var recipients = await Sender.AllRecipientsAsync(sent.Id).ToList();
        Assert.Equal(["ayse", "bora", "chen"], recipients.Select(each => each.Username));
        Assert.Equal([true, true, false], recipients.Select(each => each.IsRead));
        Assert.Equal(ReadbackServer.Start.AddSeconds(2), recipients[1].ReadDate);
        Assert.Equal("chen", Assert.Single(await Sender.AllRecipientsAsync(sent.Id, isRead: false).ToList()).Username);
        Assert.Equal([new ReceiptCount(1, 2, 3)], await Sender.ReceiptsAsync(1, ReadbackSpace.MaxReceipts));
        Assert.Equal(sent.Id, (await Reader.MessageByNumberAsync(1))!.Id);
        Assert.Null(await Reader.MessageByNumberAsync(2));
        Assert.Null(await Reader.MessageAsync("17"));
    }

    [Fact]
    public async Task Pages_say_what_they_show()
    {
        await Send(5);
        var page = await Reader.InboxAsync(page: new PageRequest { Number = 1, Size = 2, Sort = ["creationDate,asc"] });
        Assert.Equal(["message 3", "message 4"], page.Content.Select(row => row.ChatMessage.Content));
        Assert.Equal((1, 2, 5L, 3L, false), (page.Number, page.Size, page.TotalElements, page.TotalPages, page.Last));
        Assert.Equal((await Reader.UnreadAsync()).LogPosition, page.LogPosition);
        Assert.NotNull(page.LogPosition);
    }

    /// <summary>Each row is marked as read while the list of what is unread is gone through: what follows moves up.</summary>
    [Fact]
    public async Task All_that_is_unread_comes_once_while_it_is_read_and_more_is_sent()
    {
        const int Many = 1203;
        await Send(Many);
        var came = new List<long>();
        await foreach (var row in Reader.AllInboxAsync(isRead: false))
        {
            came.Add(row.ChatMessage.Number);
            if (came.Count is 100 or 700)
            {
                await Reader.SetReadAsync(await Ids(came));
                await Sender.SendAsync("One more meanwhile");
            }
        }
        Assert.Equal(Enumerable.Range(1, Many + 2).Select(n => (long)n), came);
        Assert.Equal(Many + 2 - 700, (await Reader.UnreadAsync()).Unread);
    }

    [Fact]
    public async Task The_history_is_found_by_words_senders_and_dates()
    {
        await Sender.SendAsync("KAZAN 2 ısındı & 100 % + #1");
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await Reader.SendAsync("kazan 2 soğudu");

        Assert.Equal(2, (await Reader.FilterAsync(new MessageFilter { Content = "Kazan 2" })).TotalElements);
        Assert.Equal("ayse", Assert.Single((await Reader.FilterAsync(new MessageFilter { Content = "& 100 % + #1" })).Content).CreatedBy);
        Assert.Equal(2, Assert.Single(await Reader.AllMessagesAsync(new MessageFilter { From = "BORA" }).ToList()).Number);
        var hour = ReadbackServer.Start.AddHours(1).ToOffset(TimeSpan.FromHours(3));
        Assert.Equal("bora", Assert.Single((await Reader.FilterAsync(new MessageFilter { Since = hour, Until = hour })).Content).CreatedBy);
        var wrong = await Assert.ThrowsAsync<ReadbackException>(() => Reader.FilterAsync(new MessageFilter { Since = hour, Until = hour.AddHours(-1) }));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.NotNull(wrong.Field);
    }

    [Fact]
    public async Task A_space_may_be_called_anything()
    {
        const string Name = "Kazan dairesi 2 / ş & 汽";
        await _server.AddSpace(Name);
        await _server.Join("ayse", Name);
        var space = _ayse.Space(Name);
        await space.SendAsync("here");
        Assert.Equal("here", Assert.Single((await space.InboxAsync()).Content).ChatMessage.Content);
        var stop = new CancellationTokenSource(ClientHouse.Guard);
        await foreach (var happened in space.FollowAsync(cancellation: stop.Token))
        {
            Assert.Equal(["ayse"], await space.OnlineAsync());
            Assert.IsType<FeedHello>(happened);
            break;
        }
    }

    [Fact]
    public async Task A_set_read_is_all_or_nothing()
    {
        await Send(2);
        var good = (await Reader.MessageByNumberAsync(1))!.Id;
        var refused = await Assert.ThrowsAsync<ReadbackException>(() => Reader.SetReadAsync([good, "12345"]));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(2, (await Reader.UnreadAsync()).Unread);
        await Reader.SetReadAsync([]);
        await Reader.SetReadAsync([.. Enumerable.Repeat(good, ReadbackSpace.MaxReadIds)]);
        Assert.Equal(1, (await Reader.UnreadAsync()).Unread);
    }

    private Task Send(int count) => Sending.InBatches(Sender, count);

    private async Task<List<string>> Ids(IEnumerable<long> numbers)
    {
        var byNumber = (await Reader.AllInboxAsync().ToList()).ToDictionary(row => row.ChatMessage.Number, row => row.ChatMessageId);
        return [.. numbers.Select(number => byNumber[number])];
    }
}
