using BenchmarkDotNet.Attributes;
using Readback.Text;

namespace Readback.Bench.Parts;

/// <summary>Every message is folded once when it is sent, and every filter's text.</summary>
public class FoldingBenchmarks
{
    private readonly string _plain = new('a', 60);
    private readonly string _english = "Boiler 2 valve V-2204 is OPEN, pressure rising at 6.4 bar, OK?";
    private readonly string _turkish = "İSTASYON 2: basınç DÜŞÜYOR, vana AÇIK mı? IŞIK yanıyor, teyit et";
    private readonly string _longest = string.Concat(Enumerable.Repeat("Kazan DAİRESİ 3, sıcaklık 84 °C. ", 122))[..MessageText.MaxUnits];

    [Benchmark(Baseline = true)]
    public string Nothing_to_fold() => CaseFolding.Fold(_plain);

    [Benchmark]
    public string English_line() => CaseFolding.Fold(_english);

    [Benchmark]
    public string Turkish_line() => CaseFolding.Fold(_turkish);

    [Benchmark]
    public string Longest_message() => CaseFolding.Fold(_longest);
}
