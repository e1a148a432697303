using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Readback.Chat;
using Readback.Http;
using Readback.Storage;

namespace Readback.Bench.Parts;

/// <summary>The form of a set-read, from its bytes to the ranges that are marked.</summary>
public class IdBenchmarks
{
    private const string Name = "messageIds";

    private byte[] _body = [];
    private List<long> _ids = [];

    /// <summary>Ids in one call, 10,000 at most.</summary>
    [Params(20, 10_000)]
    public int Ids { get; set; }

    [GlobalSetup]
    public void Write()
    {
        _ids = [.. Enumerable.Range(1_000, Ids).Select(number => MessageId.Of(1, number))];
        _body = Encoding.UTF8.GetBytes($"{Name}={string.Join(',', _ids)}");
    }

    [Benchmark(Baseline = true)]
    public int Values()
    {
        using var form = new Form(new ReadOnlySequence<byte>(_body));
        return form.Values(Name)[0].Length;
    }

    [Benchmark]
    public int Ids_of_values()
    {
        using var form = new Form(new ReadOnlySequence<byte>(_body));
        MessageIds.TryRead(Name, default, form.Values(Name), out var ids, out _);
        return ids.Count;
    }

    [Benchmark]
    public int Ranges_of_ids() => NumberRanges.Of(_ids.Select(MessageId.Number)).Count;
}
