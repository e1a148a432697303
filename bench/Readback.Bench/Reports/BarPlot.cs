using System.Globalization;
using System.Security;
using System.Text;

namespace Readback.Bench.Reports;

/// <summary>One bar.</summary>
/// <param name="Label">What stands before it.</param>
/// <param name="Value">How long it is, and the quartiles that are drawn on it.</param>
/// <param name="IsLimit">Whether it is what others are measured beside.</param>
/// <param name="Target">Where a mark is drawn, if anywhere.</param>
internal sealed record Bar(string Label, Spread Value, bool IsLimit, double? Target);

/// <summary>
/// Horizontal bars as SVG, without script, readable on light and on dark. Where values lie far apart, lengths are logarithms.
/// </summary>
internal static class BarPlot
{
    private const int Width = 900;
    private const int LabelWidth = 390;
    private const int ValueWidth = 110;
    private const int RowHeight = 24;
    private const int BarHeight = 14;
    private const int Top = 40;

    /// <summary>Above this many times the smallest, short bars could no longer be told apart.</summary>
    private const double FarApart = 40;

    /// <summary>With a ground of its own it is readable also where the page's colours are not the system's.</summary>
    private const string Style =
        ".b{fill:#fff}text{font:13px system-ui,sans-serif;fill:#1f2933}.t{font-weight:600}.v{font-variant-numeric:tabular-nums}" +
        ".p{fill:#2f6fb5}.l{fill:#9aa5b1}.w{stroke:#1f2933;stroke-width:1.5}.m{stroke:#c2410c;stroke-width:2}" +
        "@media(prefers-color-scheme:dark){.b{fill:#161b22}text{fill:#e4e7eb}.p{fill:#6ca9e6}.l{fill:#7b8794}.w{stroke:#f5f7fa}.m{stroke:#fb923c}}";

    public static string Draw(string title, string unit, IReadOnlyList<Bar> bars)
    {
        var scale = Scale.Of(bars.SelectMany(bar => ((double?[])[bar.Value.Median, bar.Value.High, bar.Target]).OfType<double>()));
        var height = Top + bars.Count * RowHeight + 10;
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Text(title)}\">\n");
        Add(svg, $"<style>{Style}</style>\n<rect class=\"b\" width=\"{Width}\" height=\"{height}\" rx=\"6\"/>\n<text class=\"t\" x=\"8\" y=\"22\">{Text(title)}{(scale.IsLogarithm ? " (logarithmic)" : "")}</text>\n");
        for (var i = 0; i < bars.Count; i++)
        {
            Row(svg, bars[i], Top + i * RowHeight, unit, scale);
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Row(StringBuilder svg, Bar bar, int y, string unit, Scale scale)
    {
        var middle = y + BarHeight / 2;
        var (low, median, high) = (X(bar.Value.Low), X(bar.Value.Median), X(bar.Value.High));
        Add(svg, $"<text x=\"{LabelWidth - 8}\" y=\"{y + 12}\" text-anchor=\"end\">{Text(bar.Label)}</text>");
        Add(svg, $"<rect class=\"{(bar.IsLimit ? "l" : "p")}\" x=\"{LabelWidth}\" y=\"{y}\" width=\"{Math.Max(1, median - LabelWidth):F1}\" height=\"{BarHeight}\" rx=\"2\"/>");
        Add(svg, $"<path class=\"w\" d=\"M{low:F1} {middle}H{high:F1}M{low:F1} {middle - 4}v8M{high:F1} {middle - 4}v8\"/>");
        if (bar.Target is { } target)
        {
            Add(svg, $"<path class=\"m\" d=\"M{X(target):F1} {y - 3}v{BarHeight + 6}\"/>");
        }
        Add(svg, $"<text class=\"v\" x=\"{Width - 8}\" y=\"{y + 12}\" text-anchor=\"end\">{Spread.Number(bar.Value.Median)} {Text(unit)}</text>\n");

        double X(double value) => LabelWidth + scale.Part(value) * (Width - LabelWidth - ValueWidth);
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Text(string text) => SecurityElement.Escape(text);

    private readonly record struct Scale(double Least, double Most, bool IsLogarithm)
    {
        public static Scale Of(IEnumerable<double> values)
        {
            var all = values.Where(value => value > 0).DefaultIfEmpty(1).ToList();
            return new Scale(all.Min() / 2, all.Max(), all.Max() > FarApart * all.Min());
        }

        public double Part(double value) => !IsLogarithm ? value / Most
            : Math.Clamp(Math.Log(Math.Max(value, Least) / Least) / Math.Log(Most / Least), 0, 1);
    }
}
