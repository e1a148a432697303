using System.Text;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>What comes in wrong is refused with a sentence on its field, and nothing at all has changed afterwards.</summary>
public sealed class BadInputTests(ChatHouse house) : ChatTest(house)
{
    private static readonly byte[] BrokenUtf8 = [0x61, 0xC3, 0x28];
    private static readonly byte[] LoneSurrogate = [0x61, 0x00, 0x3D, 0xD8, 0x62, 0x00];

    /// <summary>What a call does, the field that its problem names, and the call.</summary>
    private IEnumerable<(string What, string Field, Func<Task<HttpResponseMessage>> Call)> Bad(string foreign) =>
    [
        ("an empty message", "content", () => Bora.TrySay("")),
        ("a blank message", "content", () => Bora.TrySay(" \t\r\n\u00a0\u3000")),
        ("a message of 4001 units", "content", () => Bora.TrySay(new string('x', 4001))),
        ("U+0000", "content", () => Bora.TrySay("a\0b")),
        ("U+0000 in JSON", "content", () => Bora.PostJson(Messages, "\"a\\u0000b\"")),
        ("a lone surrogate in JSON", "content", () => Bora.PostJson(Messages, "\"a\\ud83db\"")),
        ("a lone surrogate in UTF-16", "content", () => Bora.TrySayBytes(LoneSurrogate, "text/plain; charset=utf-16le")),
        ("broken UTF-8", "content", () => Bora.TrySayBytes(BrokenUtf8, "text/plain")),
        ("broken UTF-8 in JSON", "content", () => Bora.TrySayBytes([(byte)'"', .. BrokenUtf8, (byte)'"'], "application/json")),
        ("a key of 65 characters", "Idempotency-Key", () => Bora.TrySay("x", new string('k', 65))),
        ("no ids", "messageIds", () => Bora.Send(HttpMethod.Post, MarkMany)),
        ("empty ids", "messageIds", () => Bora.Send(HttpMethod.Post, $"{MarkMany}?messageIds=")),
        ("a word for an id", "messageIds", () => Bora.Send(HttpMethod.Post, $"{MarkMany}?messageIds=abc")),
        ("a negative id", "messageIds", () => Bora.Send(HttpMethod.Post, $"{MarkMany}?messageIds=-1")),
        ("an id and a NUL", "messageIds", () => Bora.Send(HttpMethod.Post, $"{MarkMany}?messageIds=1%00")),
        ("10,001 ids", "messageIds", () => Bora.MarkByForm(("messageIds", string.Join(',', Enumerable.Range(1, 10_001))))),
        ("no id", "messageId", () => Bora.Send(HttpMethod.Post, MarkOne)),
        ("a foreign id", "", () => Bora.Send(HttpMethod.Post, $"{MarkMany}?messageIds={foreign}")),
        ("a foreign single id", "", () => Bora.Send(HttpMethod.Post, $"{MarkOne}?messageId={foreign}")),
        ("a malformed form", "", () => Bora.Send(HttpMethod.Post, MarkMany, Raw("multipart/form-data", "messageIds=1"))),
        ("a form that ends too soon", "", () => Bora.Send(HttpMethod.Post, MarkMany, Raw("multipart/form-data; boundary=x", "--x\r\n"))),
        ("page -1", "page", () => Bora.Get($"{Inbox}?page=-1")),
        ("page 1 and a NUL", "page", () => Bora.Get($"{Inbox}?page=1%00")),
        ("size 0", "size", () => Bora.Get($"{Inbox}?size=0")),
        ("sort nope", "sort", () => Bora.Get($"{Filter}?sort=nope")),
        ("isRead perhaps", "isRead", () => Bora.Get($"{Inbox}?isRead=perhaps")),
        ("a start after the end", "onDateSt", () => Bora.Get($"{Filter}?onDateSt=2026-11-24&offDateEn=2026-11-23")),
        ("an impossible date", "offDateEn", () => Bora.Get($"{Filter}?offDateEn=2026-02-30")),
        ("a text to find of 4001 units", "content", () => Bora.Get($"{Filter}?content={new string('x', 4001)}")),
        ("a name of 51 units", "from", () => Bora.Get($"{Filter}?from={new string('x', 51)}")),
        ("201 numbers", "toNumber", () => Bora.Get("/api/chat/receipts?fromNumber=1&toNumber=201")),
    ];

    [Fact]
    public async Task It_is_refused_and_changes_nothing()
    {
        var here = Space;
        await EnterAnother("ayse");
        var foreign = await Ayse.Say("elsewhere");
        Ayse.Space = Bora.Space = Chen.Space = here;
        await Ayse.SayAll("one", "two");
        var before = await State();
        foreach (var (what, field, call) in Bad(foreign))
        {
            var message = await call().Refused(what.StartsWith("a foreign", StringComparison.Ordinal) ? 404 : 400);
            Assert.True(field == "" || message.StartsWith(field + ":", StringComparison.Ordinal), $"{what}: {message}");
            Assert.True(before == await State(), what);
        }
    }

    private async Task<string> State()
    {
        var state = new StringBuilder();
        foreach (var person in new[] { Ayse, Bora, Chen })
        {
            state.Append(await person.Position()).Append(await person.Read(Inbox)).Append(await person.Read("/api/chat/unread"));
        }
        return state.Append(await Ayse.Read(Filter)).Append(await Ayse.ReadNode("/api/chat/receipts?fromNumber=1&toNumber=200")).ToString();
    }

    private static ByteArrayContent Raw(string contentType, string body)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }
}
