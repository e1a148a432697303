using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using Readback.Chat;
using Readback.Feed;
using Readback.Storage;

namespace Readback.Bench.Parts;

/// <summary>A message as an event: made once for all streams, and written to each of them.</summary>
public class EventBenchmarks
{
    private static readonly ChatMessage Message = ChatMessage.Of(new MessageRow(
        MessageId.Of(1, 1187), 2048, 7, "operator-000007", new DateTimeOffset(2026, 11, 23, 9, 15, 2, TimeSpan.Zero), 12,
        "İSTASYON 2: basınç DÜŞÜYOR, vana AÇIK mı?"));

    private readonly Pipe _stream = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly byte[] _bytes = EventBytes.Of("message", Message, FeedJson.Default.ChatMessage, 2048);

    [Benchmark]
    public int Make() => EventBytes.Of("message", Message, FeedJson.Default.ChatMessage, 2048).Length;

    /// <summary>Up to the pipe; what the socket takes comes on top of it.</summary>
    [Benchmark]
    public async Task Write_to_a_stream()
    {
        await _stream.Writer.WriteAsync(_bytes);
        var read = await _stream.Reader.ReadAsync();
        _stream.Reader.AdvanceTo(read.Buffer.End);
    }
}
