using System.Globalization;
using Readback.Chat;
using Readback.Http;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Tests.Model;

/// <summary>Compares all that users can see of a space after a history: every page of every list, in every order.</summary>
internal sealed class Comparison(RealChat real, NaiveChat naive, IReadOnlyList<string> people, int pageSize)
{
    private static readonly bool?[] ReadFilters = [null, true, false];

    public async Task All(IReadOnlyList<string> needles)
    {
        foreach (var person in people)
        {
            await Inbox(person);
        }
        foreach (var message in naive.Messages)
        {
            await Receipts(message.Number);
        }
        await Filters(needles);
    }

    /// <summary>Asked in the middle of a history and again at its end, where what was found before is still kept.</summary>
    public async Task Filter(string needle)
    {
        await Filter(needle, null, null, null);
        await Filter(null, people[1], null, null);
    }

    private async Task Inbox(string person)
    {
        var (unread, size) = await real.Unread(person);
        Assert.Equal(naive.Inbox(person, false).Count(), unread);
        Assert.Equal(naive.Inbox(person, null).Count(), size);
        foreach (var isRead in ReadFilters)
        {
            foreach (var newestFirst in new[] { true, false })
            {
                var rows = naive.Inbox(person, isRead).ToList();
                var expected = (newestFirst ? rows.AsEnumerable().Reverse() : rows).Select(RowOf).ToList();
                await EveryPage(expected, [], paging => real.Inbox(person, isRead, newestFirst, paging));
            }
        }
    }

    private async Task Receipts(long number)
    {
        var counts = Assert.Single(await real.Receipts(number, number));
        Assert.Equal(
            new MessageReceipts(number, naive.RecipientsOf(number, true).Count(), naive.RecipientsOf(number, null).Count()), counts);
        foreach (var isRead in ReadFilters)
        {
            var byName = naive.RecipientsOf(number, isRead).ToList();
            var byDate = byName.OrderBy(row => row.ReadAt is null).ThenBy(row => row.ReadAt).ToList();
            await EveryPage(byName.ConvertAll(RowOf), [], paging => real.RecipientsOf(number, isRead, paging));
            await EveryPage(
                [.. byName.AsEnumerable().Reverse().Select(RowOf)], [new SortOrder("username", true)],
                paging => real.RecipientsOf(number, isRead, paging));
            await EveryPage(
                byDate.ConvertAll(RowOf), [new SortOrder("readDate", false)], paging => real.RecipientsOf(number, isRead, paging));
            await EveryPage(
                [.. byDate.AsEnumerable().Reverse().Select(RowOf)], [new SortOrder("readDate", true)],
                paging => real.RecipientsOf(number, isRead, paging));
        }
    }

    private async Task Filters(IReadOnlyList<string> needles)
    {
        await Filter(null, null, null, null);
        await Filter(null, people[0], null, null);
        foreach (var needle in needles)
        {
            await Filter(needle, null, null, null);
            await Filter(needle, people[1], null, null);
        }
        if (naive.Messages.Count > 0)
        {
            var date = naive.Messages[naive.Messages.Count / 2].CreatedAt;
            await Filter(null, null, date, null);
            await Filter(null, people[2], null, date);
            await Filter(needles[0], null, date.AddSeconds(-5), date);
        }
    }

    private async Task Filter(string? content, string? sender, DateTimeOffset? from, DateTimeOffset? to)
    {
        var criteria = new MessageCriteria(content is null ? null : CaseFolding.Fold(content), sender, from, to);
        var found = naive.Filter(content, sender, from, to).ToList();
        var newest = found.AsEnumerable().Reverse().Select(MessageOf).ToList();
        var bySender = found.OrderByDescending(m => m.Sender, StringComparer.Ordinal).ThenBy(m => m.Number).Select(MessageOf).ToList();
        await EveryPage(newest, [], Page);
        await EveryPage([.. newest.AsEnumerable().Reverse()], [new SortOrder("creationDate", false)], Page);
        await EveryPage(bySender, [new SortOrder("createdBy", true), new SortOrder("id", false)], Page);

        async Task<Page<ChatMessage>> Page(Paging paging)
        {
            var answer = await real.Filter(criteria, paging);
            return Page<ChatMessage>.Of(answer.Messages, paging, answer.Total);
        }
    }

    private async Task EveryPage<T>(List<T> expected, IReadOnlyList<SortOrder> orders, Func<Paging, Task<Page<T>>> read)
    {
        for (var page = 0; page <= expected.Count / pageSize + 1; page++)
        {
            var answer = await read(new Paging(page, pageSize, orders));
            Assert.Equal(expected.Skip(page * pageSize).Take(pageSize), answer.Content);
            Assert.Equal(expected.Count, answer.TotalElements);
        }
    }

    private ChatMessageRecipient RowOf(NaiveRecipient row)
    {
        var message = MessageOf(row.Message);
        return new ChatMessageRecipient(
            $"{message.Id}-{real.UserId(row.Username)}", message.Id, row.Username, row.ReadAt is not null, message, message.CreatedBy,
            message.CreationDate, row.ReadAt is null ? message.CreatedBy : row.Username, row.ReadAt ?? message.CreationDate, row.ReadAt);
    }

    private ChatMessage MessageOf(NaiveMessage message) => new(
        MessageId.Of(real.SpaceId, message.Number).ToString(CultureInfo.InvariantCulture), message.Content, message.Sender,
        message.CreatedAt, message.Sender, message.CreatedAt, message.Number);
}
