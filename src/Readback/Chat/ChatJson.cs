using System.Text.Json.Serialization;
using Readback.Chat.Inboxes;
using Readback.Http;

namespace Readback.Chat;

/// <summary>The chat's shapes on the wire.</summary>
[JsonSourceGenerationOptions(
    // Not the generated writers: they know nothing of converters, and would write dates in another form.
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WireDateConverter)])]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(Page<ChatMessage>))]
[JsonSerializable(typeof(Page<ChatMessageRecipient>))]
[JsonSerializable(typeof(IReadOnlyList<ReceiptCount>))]
[JsonSerializable(typeof(UnreadCount))]
internal sealed partial class ChatJson : JsonSerializerContext;
