using Readback.Directory;

namespace Readback.Chat;

/// <summary>The routes of the chat (contract, section 3). All of them are for members of the space in <c>X-Space</c>.</summary>
internal static class ChatApi
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<FilterGate>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(ChatJson.Default));

    public static void MapChat(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat").WithTags("Chat").RequireMember();
        chat.MapPost("/messages", SendMessage.Handle);
        chat.MapGet("/messages/{id}", FindMessage.ById);
        chat.MapGet("/messages/by-number/{number}", FindMessage.ByNumber);
        chat.MapGet("/messages/filter", FilterMessages.Handle);
        chat.MapPost("/messages/set-read", SetRead.Many);
        chat.MapPost("/message/set-read", SetRead.One);
        chat.MapGet("/messages/{id}/recipients", MessageRecipients.Handle);
        chat.MapGet("/recipients", Inbox.Handle);
        chat.MapGet("/receipts", Receipts.Handle);
        chat.MapGet("/unread", Unread.Handle);
    }
}
