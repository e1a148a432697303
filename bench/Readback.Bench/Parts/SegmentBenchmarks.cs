using BenchmarkDotNet.Attributes;
using Readback.Bench.Seeding;
using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Bench.Parts;

/// <summary>The search index of a segment: each message comes into a small one soon, and into a large one later.</summary>
public class SegmentBenchmarks
{
    private string[] _folded = [];

    /// <summary>The two sizes of segments.</summary>
    [Params(512, 16_384)]
    public int Messages { get; set; }

    /// <summary>Texts as operators write them.</summary>
    [GlobalSetup]
    public void Write() => _folded = [.. Enumerable.Range(1, Messages).Select(number => CaseFolding.Fold(Phrases.Line(number)))];

    /// <summary>From folded texts to the pieces that are stored; to be divided by the messages.</summary>
    [Benchmark]
    public int Index()
    {
        var writer = new SegmentWriter();
        for (var i = 0; i < _folded.Length; i++)
        {
            writer.Add(i, _folded[i]);
        }
        return writer.Pieces().Count();
    }
}
