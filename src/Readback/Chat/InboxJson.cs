using System.Text.Json;
using Readback.Http;

namespace Readback.Chat;

/// <summary>
/// Pages of an inbox as JSON, letter for letter as the serializer writes them from <see cref="ChatJson"/>, at about half of
/// its cost: an open screen asks for little else. Each date, which a row names up to five times, is written out once.
/// </summary>
internal static class InboxJson
{
    private static readonly JsonEncodedText Id = Name("id");
    private static readonly JsonEncodedText ChatMessageId = Name("chatMessageId");
    private static readonly JsonEncodedText Username = Name("username");
    private static readonly JsonEncodedText IsRead = Name("isRead");
    private static readonly JsonEncodedText Message = Name("chatMessage");
    private static readonly JsonEncodedText Content = Name("content");
    private static readonly JsonEncodedText CreatedBy = Name("createdBy");
    private static readonly JsonEncodedText CreationDate = Name("creationDate");
    private static readonly JsonEncodedText LastModifiedBy = Name("lastModifiedBy");
    private static readonly JsonEncodedText LastModifiedDate = Name("lastModifiedDate");
    private static readonly JsonEncodedText ReadDate = Name("readDate");
    private static readonly JsonEncodedText Number = Name("number");

    public static void Write(Utf8JsonWriter json, Page<ChatMessageRecipient> page)
    {
        json.WriteStartObject();
        json.WriteStartArray(Content);
        foreach (var row in page.Content)
        {
            Write(json, row);
        }
        json.WriteEndArray();
        page.WriteAround(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChatMessageRecipient row)
    {
        Span<byte> created = stackalloc byte[WireDateConverter.Length];
        Span<byte> read = stackalloc byte[WireDateConverter.Length];
        WireDateConverter.Format(row.CreationDate, created);
        if (row.ReadDate is { } date)
        {
            WireDateConverter.Format(date, read);
        }
        json.WriteStartObject();
        json.WriteString(Id, row.Id);
        json.WriteString(ChatMessageId, row.ChatMessageId);
        json.WriteString(Username, row.Username);
        json.WriteBoolean(IsRead, row.IsRead);
        json.WriteStartObject(Message);
        Write(json, row.ChatMessage, created);
        json.WriteEndObject();
        json.WriteString(CreatedBy, row.CreatedBy);
        json.WriteString(CreationDate, created);
        json.WriteString(LastModifiedBy, row.LastModifiedBy);
        json.WriteString(LastModifiedDate, row.ReadDate is null ? created : read);
        if (row.ReadDate is null)
        {
            json.WriteNull(ReadDate);
        }
        else
        {
            json.WriteString(ReadDate, read);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChatMessage message, ReadOnlySpan<byte> created)
    {
        json.WriteString(Id, message.Id);
        json.WriteString(Content, message.Content);
        json.WriteString(CreatedBy, message.CreatedBy);
        json.WriteString(CreationDate, created);
        json.WriteString(LastModifiedBy, message.LastModifiedBy);
        json.WriteString(LastModifiedDate, created);
        json.WriteNumber(Number, message.Number);
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);
}
