using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Readback.Http;

namespace Readback.Chat.Inboxes;

/// <summary>
/// Pages of an inbox as JSON, letter for letter as the serializer writes them from <see cref="ChatJson"/>, at about half of
/// its cost: an open screen asks for little else. What is the same for all recipients is written once for all of them.
/// </summary>
internal static class InboxJson
{
    /// <summary>Two whole numbers and what stands between them.</summary>
    private const int MaxIdLength = 48;

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

    public static void Write(Utf8JsonWriter json, Page<Delivery> page)
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

    /// <summary>The part of a row that is the same for all recipients.</summary>
    public static void WriteMessage(Utf8JsonWriter json, KnownMessage message)
    {
        json.WriteStartObject();
        json.WriteString(Id, message.Id);
        json.WriteString(Content, message.Row.Content);
        json.WriteString(CreatedBy, message.Row.Sender);
        json.WriteString(CreationDate, message.Created);
        json.WriteString(LastModifiedBy, message.Row.Sender);
        json.WriteString(LastModifiedDate, message.Created);
        json.WriteNumber(Number, message.Row.Number);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Delivery row)
    {
        var message = row.Message;
        Span<byte> id = stackalloc byte[MaxIdLength];
        Utf8.TryWrite(id, CultureInfo.InvariantCulture, $"{message.Row.Id}-{row.UserId}", out var length);
        Span<byte> read = stackalloc byte[WireDateConverter.Length];
        if (row.ReadAt is { } date)
        {
            WireDateConverter.Format(date, read);
        }
        json.WriteStartObject();
        json.WriteString(Id, id[..length]);
        json.WriteString(ChatMessageId, message.Id);
        json.WriteString(Username, row.Username);
        json.WriteBoolean(IsRead, row.ReadAt is not null);
        json.WritePropertyName(Message);
        json.WriteRawValue(message.Json, skipInputValidation: true);
        json.WriteString(CreatedBy, message.Row.Sender);
        json.WriteString(CreationDate, message.Created);
        json.WriteString(LastModifiedBy, row.ReadAt is null ? message.Row.Sender : row.Username);
        json.WriteString(LastModifiedDate, row.ReadAt is null ? message.Created : read);
        if (row.ReadAt is null)
        {
            json.WriteNull(ReadDate);
        }
        else
        {
            json.WriteString(ReadDate, read);
        }
        json.WriteEndObject();
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);
}
