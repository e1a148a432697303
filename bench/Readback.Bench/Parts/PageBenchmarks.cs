using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Readback.Chat;
using Readback.Chat.Inboxes;
using Readback.Http;
using Readback.Storage;

namespace Readback.Bench.Parts;

/// <summary>A page of an inbox from rows to JSON; the largest page there is has 2,000.</summary>
public class PageBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 15, 2, TimeSpan.Zero);

    private KnownMessage[] _messages = [];
    private Page<Delivery>? _page;
    private Page<ChatMessageRecipient>? _shown;

    [Params(20, Paging.MaxSize)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _messages = [.. Enumerable.Range(1, Rows).Select(number => new KnownMessage(new MessageRow(
            MessageId.Of(1, number), number, 7, "operator-000007", Now, 10, "İSTASYON 2: basınç DÜŞÜYOR, vana AÇIK mı?")))];
        _page = Page(message => new Delivery(message, 9, "operator-000009", Now));
        _shown = Page(message => new ChatMessageRecipient(
            $"{message.Id}-9", message.Id, "operator-000009", true, ChatMessage.Of(message.Row), message.Row.Sender, Now, "operator-000009", Now, Now));
    }

    [Benchmark]
    public object Make_messages() => _messages.Select(message => new KnownMessage(message.Row)).ToList();

    [Benchmark]
    public int Write_json() => Written(json => InboxJson.Write(json, _page!));

    [Benchmark(Baseline = true)]
    public int Write_json_by_the_serializer() => Written(json => JsonSerializer.Serialize(json, _shown!, ChatJson.Default.PageChatMessageRecipient));

    private static int Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new PooledBytes();
        using (var json = new Utf8JsonWriter(bytes, JsonAnswers.Options))
        {
            write(json);
        }
        return bytes.Written.Length;
    }

    private Page<T> Page<T>(Func<KnownMessage, T> row) => Readback.Http.Page<T>.Of([.. _messages.Select(row)], new Paging(0, Rows, []), total: 1_000_000);
}
