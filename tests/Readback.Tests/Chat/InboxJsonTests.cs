using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Readback.Chat;
using Readback.Chat.Inboxes;
using Readback.Http;
using Readback.Storage;

namespace Readback.Tests.Chat;

/// <summary>What is written by hand is what the serializer writes, letter for letter.</summary>
public sealed class InboxJsonTests
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<DateTimeOffset> Dates = Gen.Long[0, 4_102_444_800_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    /// <summary>Letters of three languages, what JSON escapes, what HTML would, pairs of surrogates and line separators.</summary>
    private static readonly string[] Signs = ["a", "ş", "ß", "\"", "\\", "\n", "\t", "<", "&", "/", "\u2028", "😀", "\u007f", "\u0001", " "];

    private static readonly Gen<string> Texts = Gen.Int[0, Signs.Length - 1].Array[1, 40].Select(picked => string.Concat(picked.Select(sign => Signs[sign])));

    private static readonly Gen<Delivery> Rows =
        Gen.Select(Gen.Long[1, 1L << 50], Texts, Texts, Dates, Gen.Select(Gen.Bool, Dates), Gen.Long[1, 1000]).Select(
            (id, content, name, createdAt, read, user) => new Delivery(
                new KnownMessage(new MessageRow(id, 1, 2, name, createdAt, 3, content)), user, $"to {name}", read.Item1 ? read.Item2 : null));

    private static readonly Gen<(IReadOnlyList<Delivery> Rows, Paging Paging, long Total)> Pages =
        Gen.Select(Rows.List[0, 5], Gen.Int[0, 3], Gen.Int[1, 2000], Gen.Bool, Gen.Long[0, 10_000]).Select(
            (rows, page, size, isSorted, total) =>
                ((IReadOnlyList<Delivery>)rows, new Paging(page, size, isSorted ? [new SortOrder("id", Descending: true)] : []), total));

    [Fact]
    public void A_page_is_written_as_the_serializer_writes_it() => Pages.Sample(page => Assert.Equal(
        Written(json => JsonSerializer.Serialize(
            json, Page<ChatMessageRecipient>.Of([.. page.Rows.Select(Shown)], page.Paging, page.Total), ChatJson.Default.PageChatMessageRecipient)),
        Written(json => InboxJson.Write(json, Page<Delivery>.Of(page.Rows, page.Paging, page.Total)))));

    /// <summary>The contract's shape (section 3), field by field.</summary>
    private static ChatMessageRecipient Shown(Delivery row)
    {
        var (message, id) = (row.Message.Row, row.Message.Row.Id.ToString(CultureInfo.InvariantCulture));
        return new ChatMessageRecipient(
            $"{id}-{row.UserId}", id, row.Username, row.ReadAt is not null, ChatMessage.Of(message), message.Sender, message.CreatedAt,
            row.ReadAt is null ? message.Sender : row.Username, row.ReadAt ?? message.CreatedAt, row.ReadAt);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            write(json);
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
