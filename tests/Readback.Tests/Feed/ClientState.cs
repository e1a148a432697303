using System.Text.Json.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>
/// All that a client shows of a space, made from answers that say what position they are of, and kept by events alone:
/// each part takes the events after its own position.
/// </summary>
internal sealed class ClientState
{
    private readonly string _me;
    private readonly SortedDictionary<long, JsonObject> _inbox = [];
    private readonly SortedDictionary<long, long> _readCounts = [];
    private readonly SortedSet<string> _online = new(StringComparer.Ordinal);
    private long _unread;
    private long _inboxAt;
    private long _unreadAt;
    private long _readCountsAt;

    private ClientState(string me) => _me = me;

    /// <summary>From where on this state needs events.</summary>
    public long Position => Math.Min(_inboxAt, Math.Min(_unreadAt, _readCountsAt));

    public static async Task<ClientState> Get(Person person)
    {
        var state = new ClientState(person.Username);
        (var inbox, state._inboxAt) = await Answer(person, "/api/chat/recipients?size=2000");
        foreach (var row in inbox.Rows())
        {
            row["chatMessage"]!["isRead"] = row["isRead"]!.DeepClone();
            state._inbox.Add((long)row["chatMessage"]!["number"]!, row["chatMessage"]!.AsObject());
        }
        (var unread, state._unreadAt) = await Answer(person, "/api/chat/unread");
        state._unread = (long)unread["unread"]!;
        await state.GetReadCounts(person);
        state.Come((await person.ReadNode("/api/auth/logged-in-users")).AsArray());
        return state;
    }

    /// <summary>Of messages that others read while one was no member no event tells.</summary>
    public async Task GetReadCounts(Person person)
    {
        (var counts, _readCountsAt) = await Answer(person, "/api/chat/receipts?fromNumber=1&toNumber=200");
        foreach (var count in counts.AsArray())
        {
            _readCounts[(long)count!["number"]!] = (long)count["readCount"]!;
        }
    }

    public void Apply(StreamEvent happened)
    {
        var data = happened.Name == StreamEvent.Comment ? [] : happened.Json;
        switch (happened.Name)
        {
            case "hello":
                _online.Clear();
                Come(data["online"]!.AsArray());
                break;
            case "message":
                Apply(happened.Id!.Value, data);
                break;
            case "read":
                foreach (var number in Numbers(data["ranges"]!.AsArray()))
                {
                    Read(happened.Id!.Value, number, (string)data["username"]! == _me);
                }
                break;
            case "receipts":
                foreach (var count in data["counts"]!.AsArray())
                {
                    _readCounts[(long)count![0]!] = (long)count[1]!;
                }
                break;
            case "presence" when (bool)data["online"]!:
                _online.Add((string)data["username"]!);
                break;
            case "presence":
                _online.Remove((string)data["username"]!);
                break;
        }
    }

    /// <summary>What is shown, as text that can be compared.</summary>
    public string Show() =>
        $"""
        inbox: {string.Join(", ", _inbox.Values.Select(message => Sorted(message).ToJsonString()))}
        unread: {_unread}
        read counts: {string.Join(", ", _readCounts.Where(count => _inbox.ContainsKey(count.Key)))}
        online: {string.Join(", ", _online)}
        """;

    private static JsonObject Sorted(JsonObject message) =>
        new(message.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static IEnumerable<long> Numbers(JsonArray ranges) => ranges.SelectMany(range =>
    {
        var (from, to) = ((long)range![0]!, (long)range[1]!);
        return Enumerable.Range(0, (int)(to - from) + 1).Select(i => from + i);
    });

    private static async Task<(JsonNode Body, long Position)> Answer(Person person, string path)
    {
        using var answer = await person.Get(path);
        await answer.Is(200);
        return (JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer.LogPosition());
    }

    private void Come(JsonArray usernames) => _online.UnionWith(usernames.Select(name => (string)name!));

    private void Apply(long position, JsonObject message)
    {
        var (number, isOwn) = ((long)message["number"]!, (string)message["createdBy"]! == _me);
        if (position > _inboxAt)
        {
            message["isRead"] = isOwn;
            _inbox.Add(number, message);
        }
        if (position > _unreadAt && !isOwn)
        {
            _unread++;
        }
        if (position > _readCountsAt)
        {
            _readCounts.Add(number, 1);
        }
    }

    private void Read(long position, long number, bool isOwn)
    {
        if (isOwn && position > _inboxAt)
        {
            Assert.False((bool)_inbox[number]["isRead"]!);
            _inbox[number]["isRead"] = true;
        }
        if (isOwn && position > _unreadAt)
        {
            _unread--;
        }
        if (position > _readCountsAt && _readCounts.TryGetValue(number, out var count))
        {
            _readCounts[number] = count + 1;
        }
    }
}
