using System.Globalization;

namespace Readback.Bench.Reports;

/// <summary>What several rounds found: the median, and the quartiles around it.</summary>
internal sealed record Spread(double Median, double Low, double High, int Rounds)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new Spread(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), sorted.Count);
    }

    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>Whether two lie further apart than each of them by itself moves about.</summary>
    public bool DiffersFrom(Spread other) => !Holds(other.Median) && !other.Holds(Median);

    /// <summary>The median, and half of the distance between the quartiles as a part of it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number(Median)} ±{Part():F0} %");

    /// <summary>Three digits tell enough.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "-",
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{value:F1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:F2}"),
    };

    private double Part() => Median == 0 ? 0 : 50 * (High - Low) / Math.Abs(Median);

    /// <summary>Between two values the value is on the line between them.</summary>
    private static double At(List<double> sorted, double part)
    {
        var place = (sorted.Count - 1) * part;
        var (below, above) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
