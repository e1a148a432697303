using System.Globalization;
using System.Net;
using System.Text;
using Readback.Client.Http;

namespace Readback.Client;

/// <summary>One space as the client's user sees it: send, read, look up.</summary>
public sealed partial class ReadbackSpace
{
    /// <summary>The most ids that <see cref="SetReadAsync(IReadOnlyCollection{string}, CancellationToken)"/> takes at once.</summary>
    public const int MaxReadIds = 10_000;

    /// <summary>The most message numbers that <see cref="ReceiptsAsync"/> is asked for at once.</summary>
    public const int MaxReceipts = 200;

    private const int MaxKeyLength = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Caller _caller;

    internal ReadbackSpace(Caller caller, string? name)
    {
        _caller = caller;
        Name = name;
    }

    /// <summary>The name that was chosen; <c>null</c> for the space that goes without saying.</summary>
    public string? Name { get; }

    /// <summary>
    /// Sends a message to every member of the space. When this returns, it is on the server's disk, once, however often
    /// it had to be tried.
    /// </summary>
    /// <param name="content">The message: 1 to 4000 UTF-16 units, not all of them white space, no U+0000; kept to the letter.</param>
    /// <param name="key">
    /// Up to 64 visible ASCII characters that name this message: the same key with the same content within 24 hours stores
    /// nothing more, also from another process. Without one the client makes one for this call.
    /// </param>
    /// <param name="cancellation">Ends the call; the message may then be stored or not, and the key tells which by a repeat.</param>
    /// <exception cref="ArgumentException">The content holds half a character (a lone surrogate), or the key breaks the rule.</exception>
    /// <exception cref="ReadbackException">
    /// 400: the content breaks a rule. 403: no member, or one who may not send. 409: the key stands for another content.
    /// <see cref="ReadbackException.IsTransient"/>: not known to be stored.
    /// </exception>
    public Task<SentMessage> SendAsync(string content, string? key = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var sentKey = key is null ? Guid.NewGuid().ToString("N") : CheckedKey(key);
        CheckLetters(content);
        var request = new WireRequest(HttpMethod.Post, "api/chat/messages")
        {
            Space = Name,
            Key = sentKey,
            // As JSON: a message may begin with a mark that a transfer of plain text would take for its own.
            Content = () => WireContent.Json(content, WireJson.Default.String),
        };
        return _caller.Call(
            request,
            (answer, _) => Task.FromResult(new SentMessage(IdIn(answer.Headers.Location), sentKey)),
            cancellation);
    }

    /// <summary>Marks messages as read by the client's user: all of them or none. Repeating it changes nothing.</summary>
    /// <param name="messageIds">Ids of messages in the user's inbox, <see cref="MaxReadIds"/> at most. None: nothing is called.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">Too many ids.</exception>
    /// <exception cref="ReadbackException">400: something can be no id. 404: one is not in the user's inbox here; nothing was changed.</exception>
    public async Task SetReadAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        if (messageIds.Count > MaxReadIds)
        {
            throw new ArgumentException($"{MaxReadIds} messages can be marked at once, not {messageIds.Count}.", nameof(messageIds));
        }
        if (messageIds.Count == 0)
        {
            return;
        }
        var ids = string.Join(',', messageIds);
        var request = new WireRequest(HttpMethod.Post, "api/chat/messages/set-read")
        {
            Space = Name,
            Content = () => new FormUrlEncodedContent([new("messageIds", ids)]),
        };
        await _caller.Call(request, (_, _) => Task.FromResult(true), cancellation).ConfigureAwait(false);
    }

    /// <summary>Marks one message as read by the client's user.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">404: it is not in the user's inbox here.</exception>
    public Task SetReadAsync(string messageId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(messageId);
        return SetReadAsync([messageId], cancellation);
    }

    /// <summary>How many messages the user has not read here. Costs the same at any number.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">Refused, or not reached in time.</exception>
    public Task<UnreadCount> UnreadAsync(CancellationToken cancellation = default) => _caller.Call(
        Read("api/chat/unread"),
        async (answer, stop) => await WireContent.Read(answer, WireJson.Default.UnreadCount, stop).ConfigureAwait(false)
            with { LogPosition = WireContent.LogPosition(answer) },
        cancellation);

    /// <summary>The message with a number ("read back 1187"); <c>null</c> where the space has none such.</summary>
    /// <param name="number">Counts the messages of the space from 1.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">Refused, or not reached in time.</exception>
    public Task<ChatMessage?> MessageByNumberAsync(long number, CancellationToken cancellation = default) =>
        Find(string.Create(CultureInfo.InvariantCulture, $"api/chat/messages/by-number/{number}"), cancellation);

    /// <summary>The message with an id; <c>null</c> where the space has none such.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">Refused, or not reached in time.</exception>
    public Task<ChatMessage?> MessageAsync(string messageId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(messageId);
        return Find($"api/chat/messages/{Uri.EscapeDataString(messageId)}", cancellation);
    }

    /// <summary>How many have read each message of a range of numbers.</summary>
    /// <param name="fromNumber">The first number, from 1.</param>
    /// <param name="toNumber">The last number; <see cref="MaxReceipts"/> numbers at most. Those that are not there yet are left out.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">400: no such range.</exception>
    public Task<IReadOnlyList<ReceiptCount>> ReceiptsAsync(long fromNumber, long toNumber, CancellationToken cancellation = default) =>
        _caller.Get(
            string.Create(CultureInfo.InvariantCulture, $"api/chat/receipts?fromNumber={fromNumber}&toNumber={toNumber}"),
            Name, WireJson.Default.IReadOnlyListReceiptCount, cancellation);

    /// <summary>The names of the members who are online: who follow the space just now.</summary>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">Refused, or not reached in time.</exception>
    public Task<IReadOnlyList<string>> OnlineAsync(CancellationToken cancellation = default) =>
        _caller.Get("api/auth/logged-in-users", Name, WireJson.Default.IReadOnlyListString, cancellation);

    private WireRequest Read(string path) => new(HttpMethod.Get, path) { Space = Name };

    private async Task<ChatMessage?> Find(string path, CancellationToken cancellation)
    {
        try
        {
            return await _caller.Get(path, Name, WireJson.Default.ChatMessage, cancellation).ConfigureAwait(false);
        }
        catch (ReadbackException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string CheckedKey(string key) =>
        key.Length is > 0 and <= MaxKeyLength && key.All(letter => letter is > ' ' and <= '~')
            ? key
            : throw new ArgumentException($"A key is 1 to {MaxKeyLength} visible ASCII characters.", nameof(key));

    /// <summary>Half a character would be sent as another one: that is not to the letter.</summary>
    private static void CheckLetters(string content)
    {
        try
        {
            StrictUtf8.GetByteCount(content);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException("The content holds half a character (a lone surrogate).", nameof(content), e);
        }
    }

    /// <summary><c>/api/chat/messages/{id}</c>.</summary>
    private static string IdIn(Uri? location) => location?.OriginalString.Split('/')[^1]
        ?? throw new ReadbackException(null, "The server stored the message and did not say as which: is it a Readback server?");
}
