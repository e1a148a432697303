using System.Text.Json.Serialization;
using Readback.Chat;
using Readback.Http;

namespace Readback.Feed;

/// <summary>The first event of a stream (contract, section 4).</summary>
/// <param name="Log">Names this log's life; renewed when a backup is restored.</param>
/// <param name="Position">The log's end just now.</param>
/// <param name="Unread">What the caller has not read of what is in the log up to <paramref name="Position"/>.</param>
/// <param name="Online">The usernames online in the space, the caller's among them.</param>
public sealed record Hello(string Log, long Position, long Unread, IReadOnlyList<string> Online);

/// <summary>Somebody read messages with one call.</summary>
/// <param name="Username">The reader.</param>
/// <param name="Ranges">The message numbers newly read, from and to, both included.</param>
/// <param name="Date">When.</param>
public sealed record ReadHappened(string Username, IReadOnlyList<long[]> Ranges, DateTimeOffset Date);

/// <summary>Somebody became a member or is one no longer.</summary>
/// <param name="Username">Who.</param>
/// <param name="Change"><c>joined</c> or <c>left</c>.</param>
public sealed record MemberChanged(string Username, string Change);

/// <summary>Somebody came online in the space, or went offline. No part of the log.</summary>
/// <param name="Username">Who.</param>
/// <param name="Online">Whether there is a stream now.</param>
public sealed record PresenceChanged(string Username, bool Online);

/// <summary>In large spaces, in place of single reads: how many have read some messages by now. No part of the log.</summary>
/// <param name="Counts">Message number and read count, each pair as it is now.</param>
public sealed record ReceiptsCounted(IReadOnlyList<long[]> Counts);

/// <summary>The stream starts anew: what was asked for can't be continued.</summary>
public sealed record ResetHappened;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireDateConverter)])]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(ReadHappened))]
[JsonSerializable(typeof(MemberChanged))]
[JsonSerializable(typeof(PresenceChanged))]
[JsonSerializable(typeof(ReceiptsCounted))]
[JsonSerializable(typeof(ResetHappened))]
internal sealed partial class FeedJson : JsonSerializerContext;
