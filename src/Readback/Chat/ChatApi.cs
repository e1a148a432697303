using Readback.Chat.Filters;
using Readback.Chat.Inboxes;
using Readback.Directory;
using Readback.Http.OpenApi;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Chat;

/// <summary>The routes of the chat (contract, section 3). All of them are for members of the space in <c>X-Space</c>.</summary>
internal static class ChatApi
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<KeptAnswers>()
        .AddSingleton<MessageFinder>()
        .AddSingleton<FilterGate>()
        .AddSingleton<KnownMessages>()
        .AddSingleton<InboxPages>()
        .AddSingleton<UnreadCounts>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(ChatJson.Default));

    public static void MapChat(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat").WithTags("Chat").RequireMember();
        MapMessages(chat);
        MapReading(chat);
    }

    private static void MapMessages(RouteGroupBuilder chat)
    {
        chat.MapPost("/messages", SendMessage.Handle).AllowMachines(MachineScope.Send).WithProblems(409, 429)
            .WithRequestText("The message, to the letter.", ValueRule.UpTo(MessageText.MaxUnits, 1))
            .WithRequestHeader("Idempotency-Key", "The same key, sender and space within 24 hours store one message.", ValueRule.UpTo(SendMessage.MaxKeyLength))
            .WithAnswerHeader("Location", "Where the message is: /api/chat/messages/{id}.");
        chat.MapGet("/messages/{id}", FindMessage.ById).AllowMachines(MachineScope.Read).WithProblems(404);
        chat.MapGet("/messages/by-number/{number}", FindMessage.ByNumber).AllowMachines(MachineScope.Read).WithProblems(404);
        chat.MapGet("/messages/filter", FilterMessages.Handle).AllowMachines(MachineScope.Read).WithSortBy("creationDate", "id", "createdBy").WithLogPosition()
            .WithQuery("content", "Text to find; case ignored, and i, I, ı, İ count as one letter.", ValueRule.UpTo(FilterQuery.MaxContentLength))
            .WithQuery("from", "The sender's whole username, case ignored.", ValueRule.UpTo(FilterQuery.MaxFromLength))
            .WithQuery("onDateSt", "The earliest date, included: ISO 8601; UTC unless it names a zone; a bare date means from its start.", ADate)
            .WithQuery("offDateEn", "The latest date, included; a bare date means to its end.", ADate);
    }

    private static void MapReading(RouteGroupBuilder chat)
    {
        chat.MapPost("/messages/set-read", SetRead.Many).WithProblems(404, 429)
            .WithQuery("messageIds", $"Ids, repeated or divided by commas; {MessageIds.MaxInQuery} at most.", ValueRule.Ids)
            .WithRequestForm($"The same, of {MessageIds.MaxInForm} ids at most.", required: false,
                new ApiFormField("messageIds", "Ids, repeated or divided by commas.", ValueRule.Ids, Required: false));
        chat.MapPost("/message/set-read", SetRead.One).WithProblems(404, 429)
            .WithQuery("messageId", "One id, here or in the form.", AnId)
            .WithRequestForm("The same.", required: false, new ApiFormField("messageId", "One id.", AnId, Required: false));
        chat.MapGet("/messages/{id}/recipients", MessageRecipients.Handle).AllowMachines(MachineScope.Read).WithProblems(404).WithSortBy("username", "readDate").WithLogPosition()
            .WithQuery("isRead", "Only who has read it, or only who has not.", ValueRule.Truth);
        chat.MapGet("/recipients", Inbox.Handle).WithSortBy("creationDate", "id").WithLogPosition()
            .WithQuery("isRead", "Only what is read, or only what is not.", ValueRule.Truth);
        chat.MapGet("/receipts", Receipts.Handle).AllowMachines(MachineScope.Read).WithLogPosition()
            .WithQuery("fromNumber", "The first message number.", ValueRule.Number(1, MessageId.MaxNumber), required: true)
            .WithQuery("toNumber", $"The last message number; {Receipts.MaxNumbers} numbers at most.", ValueRule.Number(1, MessageId.MaxNumber), required: true);
        chat.MapGet("/unread", Unread.Handle).WithLogPosition();
    }

    private static readonly ValueRule AnId = new() { Pattern = "^[0-9]+$", Example = "1099511628963" };

    private static readonly ValueRule ADate = new() { Example = "2026-11-23T09:15:02.547Z" };

    private static RouteHandlerBuilder WithLogPosition(this RouteHandlerBuilder endpoint) =>
        endpoint.WithAnswerHeader(LogPosition.HeaderName, "What position of the space's log the answer shows.");
}
