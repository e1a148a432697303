using Readback.Bench.Scenarios;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Reports;

/// <summary>What a scenario found.</summary>
internal sealed class Report(string name)
{
    private readonly List<Figure> _figures = [];
    private readonly List<Promise> _promises = [];

    public string Name => name;

    public IReadOnlyList<Figure> Figures => _figures;

    public IReadOnlyList<Promise> Promises => _promises;

    public void Add(IEnumerable<Figure> figures) => _figures.AddRange(figures);

    /// <summary>A line that more is better of; without a target it only tells.</summary>
    public void AtLeast(string work, Contestant of, Spread measured, double? target, string limit, Spread? limitValue = null) =>
        _promises.Add(new Promise(name, work, Of(of), measured, target, true, limit, limitValue));

    public void AtMost(string work, Contestant of, Spread measured, double? target, string limit, Spread? limitValue = null) =>
        _promises.Add(new Promise(name, work, Of(of), measured, target, false, limit, limitValue));

    private static string Of(Contestant of) =>
        string.Join(", ", ((string[])[of.Size, of.Clients > 1 ? Cell($"{of.Clients} clients") : ""]).Where(part => part.Length > 0));
}
