using System.Text.Json;
using Readback.Chat;
using Readback.Chat.Filters;
using Readback.Chat.Inboxes;
using Readback.Http;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Tests.Model;

/// <summary>The product's own write path and inbox, on a real database, for one space and its few people.</summary>
internal sealed class RealChat(IStore store, LogWriter log, TimeProvider clock, KeptAnswers? kept = null)
{
    private readonly Dictionary<string, (long Id, string Session)> _people = [];

    private readonly InboxPages _pages = new(store, new KnownMessages(store));
    private readonly UnreadCounts _counts = new(store);
    private readonly MessageFinder _finder = new(kept ?? new KeptAnswers());

    public long SpaceId { get; private set; }

    public long UserId(string person) => _people[person].Id;

    public async Task Open(string name, IReadOnlyList<string> people)
    {
        var now = SpaceClock.Now(clock);
        SpaceId = await store.Write(async db =>
        {
            foreach (var person in people)
            {
                var id = await Users.Insert(db, new UserRow(
                    0, person, CaseFolding.Fold(person), "", null, null, true, false, false, false, "test", now, "test", now));
                await Sessions.Insert(db, new SessionRow(SessionOf(id), id, "127.0.0.1", now, now.AddYears(1), null));
                _people[person] = (id, SessionOf(id));
            }
            return await SpaceTable.Insert(db, new SpaceRow(0, name, CaseFolding.Fold(name), false, "test", now, "test", now));
        });
    }

    /// <summary>Goes on with a space and people that are there already, under <see cref="SessionOf"/>.</summary>
    public void GoOn(long space, IReadOnlyDictionary<string, long> people)
    {
        SpaceId = space;
        foreach (var (person, id) in people)
        {
            _people[person] = (id, SessionOf(id));
        }
    }

    public static string SessionOf(long user) => $"session-{user}";

    public Task<bool> Join(string person) => store.Write(async db =>
    {
        await Change(db, DirectoryEntry.Membership(SpaceId, _people[person].Id));
        return await MemberLog.Join(db, SpaceId, _people[person].Id, person, SpaceClock.Now(clock));
    });

    public Task<bool> Leave(string person) => store.Write(async db =>
    {
        await Change(db, DirectoryEntry.Membership(SpaceId, _people[person].Id));
        return await MemberLog.Leave(db, SpaceId, _people[person].Id, SpaceClock.Now(clock));
    });

    public Task<LogAnswer> Send(string person, string content, string? key = null) =>
        log.Append(new SendItem(AuthorOf(person), content, key, content));

    public async Task<LogOutcome> SetRead(string person, IEnumerable<long> numbers) =>
        (await log.Append(new SetReadItem(AuthorOf(person), NumberRanges.Of(numbers)))).Outcome;

    /// <summary>As deleting does it: out of every space, out of every session, and the record stays.</summary>
    public Task<int> Delete(string person) => store.Write(async db =>
    {
        var (id, session) = _people[person];
        var now = SpaceClock.Now(clock);
        await MemberLog.Leave(db, SpaceId, id, now);
        await Sessions.Revoke(db, session, now);
        await Change(db, DirectoryEntry.User(id));
        return await Users.Update(db, (await Users.Find(db, id))! with { Deleted = true });
    });

    public async Task<Page<ChatMessageRecipient>> Inbox(string person, bool? isRead, bool newestFirst, Paging paging) =>
        Shown((await _pages.Of(SpaceId, _people[person].Id, person, isRead, newestFirst, paging, CancellationToken.None)).Page);

    public async Task<(long Unread, long Size)> Unread(string person)
    {
        var (count, _) = await _counts.Of(SpaceId, _people[person].Id, CancellationToken.None);
        return (count.Unread, count.Total);
    }

    public async Task<Page<ChatMessageRecipient>> RecipientsOf(long number, bool? isRead, Paging paging) =>
        Shown((await store.Read(db => MessageRecipients.Read(db, MessageId.Of(SpaceId, number), isRead, paging)))!.Value.Page);

    public Task<List<MessageReceipts>> Receipts(long from, long to) =>
        store.Read(db => MessageReceipts.InRange(db, SpaceId, new NumberRange(from, to)));

    public Task<FoundMessages> Filter(MessageCriteria criteria, Paging paging) =>
        store.Read(db => _finder.Find(db, SpaceId, criteria, paging));

    /// <summary>As whoever asked for it reads it.</summary>
    private static Page<ChatMessageRecipient> Shown(Page<Delivery> page)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonAnswers.Options))
        {
            InboxJson.Write(json, page);
        }
        return JsonSerializer.Deserialize(bytes.ToArray(), ChatJson.Default.PageChatMessageRecipient)!;
    }

    private ValueTask Change(Db db, DirectoryEntry entry) => DirectoryLog.Append(db, [entry], SpaceClock.Now(clock));

    private Author AuthorOf(string person) => new(_people[person].Session, _people[person].Id, SpaceId);
}
