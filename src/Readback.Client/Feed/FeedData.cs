using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Readback.Client.Http;

namespace Readback.Client.Feed;

internal sealed record HelloData(string Log, long Position, long Unread, IReadOnlyList<string> Online);

internal sealed record ReadData(string Username, IReadOnlyList<long[]> Ranges, DateTimeOffset Date);

internal sealed record ReceiptsData(IReadOnlyList<long[]> Counts);

internal sealed record MemberData(string Username, string Change);

internal sealed record PresenceData(string Username, bool Online);

/// <summary>Events out of their data.</summary>
internal static class FeedData
{
    /// <summary>Nothing where the name is not known: a newer server may tell more.</summary>
    public static FeedEvent? EventOf(StreamEvent raw) => raw.Name switch
    {
        "hello" => Read(raw, WireJson.Default.HelloData) is var hello
            ? new FeedHello(hello.Log, hello.Position, hello.Unread, hello.Online) : null,
        "message" => new FeedMessage(Read(raw, WireJson.Default.ChatMessage)),
        "read" => Read(raw, WireJson.Default.ReadData) is var read
            ? new FeedRead(read.Username, [.. read.Ranges.Select(range => new NumberRange(range[0], range[1]))], read.Date) : null,
        "receipts" => new FeedReceipts([.. Read(raw, WireJson.Default.ReceiptsData).Counts.Select(count => new ReadCount(count[0], count[1]))]),
        "member" => Read(raw, WireJson.Default.MemberData) is var member
            ? new FeedMember(member.Username, member.Change == "joined") : null,
        "presence" => Read(raw, WireJson.Default.PresenceData) is var presence
            ? new FeedPresence(presence.Username, presence.Online) : null,
        "reset" => new FeedReset(),
        _ => null,
    };

    private static T Read<T>(StreamEvent raw, JsonTypeInfo<T> shape)
    {
        try
        {
            if (JsonSerializer.Deserialize(raw.Data, shape) is { } data)
            {
                return data;
            }
        }
        catch (JsonException e)
        {
            throw Strange(raw, e);
        }
        throw Strange(raw, null);
    }

    private static ReadbackException Strange(StreamEvent raw, JsonException? cause) =>
        new(null, $"The feed tells a '{raw.Name}' that is not what the API says.", cause: cause);
}
