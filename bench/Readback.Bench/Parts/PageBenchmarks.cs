using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Readback.Chat;
using Readback.Http;
using Readback.Storage;

namespace Readback.Bench.Parts;

/// <summary>A page of an inbox from rows to JSON; the largest page there is has 2,000.</summary>
public class PageBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 15, 2, TimeSpan.Zero);

    private MessageRow[] _messages = [];
    private Page<ChatMessageRecipient>? _page;

    [Params(20, Paging.MaxSize)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _messages = [.. Enumerable.Range(1, Rows).Select(number => new MessageRow(
            MessageId.Of(1, number), number, 7, "operator-000007", Now, 10, "İSTASYON 2: basınç DÜŞÜYOR, vana AÇIK mı?"))];
        _page = Make();
    }

    [Benchmark]
    public object Make_rows() => Make();

    [Benchmark]
    public int Write_json() => Written(InboxJson.Write);

    [Benchmark(Baseline = true)]
    public int Write_json_by_the_serializer() => Written(static (json, page) => JsonSerializer.Serialize(json, page, ChatJson.Default.PageChatMessageRecipient));

    private int Written(Action<Utf8JsonWriter, Page<ChatMessageRecipient>> write)
    {
        using var bytes = new PooledBytes();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json, _page!);
        }
        return bytes.Written.Length;
    }

    private Page<ChatMessageRecipient> Make() => Page<ChatMessageRecipient>.Of(
        [.. _messages.Select(message => ChatMessageRecipient.Of(message, 9, "operator-000009", Now))],
        new Paging(0, Rows, []), total: 1_000_000);
}
