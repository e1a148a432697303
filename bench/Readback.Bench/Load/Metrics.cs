using System.Globalization;

namespace Readback.Bench.Load;

/// <summary>What of <c>/metrics</c> matters here.</summary>
/// <param name="AllocatedBytes">All that was ever allocated.</param>
/// <param name="Batches">Commits of the log.</param>
/// <param name="BatchItems">Changes in them.</param>
/// <param name="CompilationSeconds">How long the runtime has compiled while the server ran.</param>
internal sealed record Metrics(double AllocatedBytes, double Batches, double BatchItems, double CompilationSeconds)
{
    public static Metrics Parse(string text) => new(
        Sum(text, "dotnet_gc_heap_total_allocated"), Sum(text, "readback_log_batch_size", "_count"), Sum(text, "readback_log_batch_size", "_sum"),
        Sum(text, "dotnet_jit_compilation_time"));

    /// <summary>A name may have its unit and its kind behind it: <c>name_bytes_total{labels} value</c>.</summary>
    private static double Sum(string text, string name, string end = "")
    {
        var sum = 0.0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var nameLength = line.IndexOfAny(' ', '{');
            if (nameLength > 0 && line.StartsWith(name) && line[..nameLength].EndsWith(end))
            {
                var value = line[(line.LastIndexOf('}') is var labels and >= 0 ? labels + 1 : nameLength)..].Trim();
                var length = value.IndexOf(' ');
                sum += double.Parse(length < 0 ? value : value[..length], CultureInfo.InvariantCulture);
            }
        }
        return sum;
    }
}
