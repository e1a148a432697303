using System.Text.Json.Serialization.Metadata;
using Readback.Client.Http;

namespace Readback.Client;

public sealed partial class ReadbackSpace
{
    private static readonly PageRequest OldestFirst = new() { Size = 500, Sort = ["creationDate,asc"] };

    private static readonly PageRequest ByName = new() { Size = 500 };

    /// <summary>
    /// A page of the user's inbox: one row for each message that was sent while the user was a member. Newest first unless
    /// <see cref="PageRequest.Sort"/> says otherwise (<c>creationDate</c>, <c>id</c>).
    /// </summary>
    /// <param name="isRead">Only what is read, or only what is not; <c>null</c> for both.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">400: no such page or order.</exception>
    public Task<Page<ChatMessageRecipient>> InboxAsync(
        bool? isRead = null, PageRequest? page = null, CancellationToken cancellation = default) =>
        List("api/chat/recipients", IsRead(isRead), page, WireJson.Default.PageChatMessageRecipient, cancellation);

    /// <summary>
    /// The whole inbox, oldest first, fetched page by page as it is asked for. Each row comes once, and none is left out,
    /// whatever is sent and read meanwhile (by the caller, row by row, for instance).
    /// </summary>
    /// <param name="isRead">Only what is read, or only what is not; <c>null</c> for both.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ReadbackException">Refused, or not reached in time.</exception>
    public IAsyncEnumerable<ChatMessageRecipient> AllInboxAsync(bool? isRead = null, CancellationToken cancellation = default) =>
        AllPages.Of(
            (number, stop) => InboxAsync(isRead, OldestFirst with { Number = number }, stop),
            row => row.Id, canShrink: isRead == false, cancellation);

    /// <summary>
    /// A page of those who got a message: who has read it and when, and who has not. By name unless <see cref="PageRequest.Sort"/>
    /// says otherwise (<c>username</c>, <c>readDate</c>).
    /// </summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="isRead">Only those who have read it, or only those who have not; <c>null</c> for both.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">404: the space has no such message.</exception>
    public Task<Page<ChatMessageRecipient>> RecipientsAsync(
        string messageId, bool? isRead = null, PageRequest? page = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(messageId);
        return List(
            $"api/chat/messages/{Uri.EscapeDataString(messageId)}/recipients", IsRead(isRead), page,
            WireJson.Default.PageChatMessageRecipient, cancellation);
    }

    /// <summary>All who got a message, by name, fetched page by page as it is asked for.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="isRead">Only those who have read it, or only those who have not; <c>null</c> for both.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ReadbackException">404: the space has no such message.</exception>
    public IAsyncEnumerable<ChatMessageRecipient> AllRecipientsAsync(
        string messageId, bool? isRead = null, CancellationToken cancellation = default) =>
        AllPages.Of(
            (number, stop) => RecipientsAsync(messageId, isRead, ByName with { Number = number }, stop),
            row => row.Id, canShrink: isRead == false, cancellation);

    /// <summary>
    /// A page of the messages that fit, out of the space's whole history. Newest first unless <see cref="PageRequest.Sort"/> says
    /// otherwise (<c>creationDate</c>, <c>id</c>, <c>createdBy</c>). The server gives a filter 2 seconds, and one user one filter at a time.
    /// </summary>
    /// <param name="filter">What fits; everything where nothing is said.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ReadbackException">400: a rule is broken. 503: the filter took too long each time.</exception>
    public Task<Page<ChatMessage>> FilterAsync(
        MessageFilter? filter = null, PageRequest? page = null, CancellationToken cancellation = default) =>
        List("api/chat/messages/filter", (filter ?? new MessageFilter()).Parameters(), page, WireJson.Default.PageChatMessage, cancellation);

    /// <summary>All messages that fit, oldest first, fetched page by page as it is asked for.</summary>
    /// <param name="filter">What fits; everything where nothing is said.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ReadbackException">400: a rule is broken. 503: the filter took too long each time.</exception>
    public IAsyncEnumerable<ChatMessage> AllMessagesAsync(MessageFilter? filter = null, CancellationToken cancellation = default) =>
        AllPages.Of(
            (number, stop) => FilterAsync(filter, OldestFirst with { Number = number }, stop),
            message => message.Id, canShrink: false, cancellation);

    private Task<Page<T>> List<T>(
        string path, IEnumerable<(string Name, string Value)> parameters, PageRequest? page, JsonTypeInfo<Page<T>> shape,
        CancellationToken cancellation) =>
        _caller.Call(
            Read(path + WireContent.Query([.. parameters, .. (page ?? new PageRequest()).Parameters()])),
            async (answer, stop) => await WireContent.Read(answer, shape, stop).ConfigureAwait(false)
                with { LogPosition = WireContent.LogPosition(answer) },
            cancellation);

    private static IEnumerable<(string, string)> IsRead(bool? isRead) =>
        isRead is { } wanted ? [("isRead", wanted ? "true" : "false")] : [];
}
