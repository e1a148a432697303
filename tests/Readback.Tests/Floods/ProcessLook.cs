using System.Globalization;

namespace Readback.Tests.Floods;

/// <summary>A look at a server's process from outside: what the system says of it, and what it says itself at <c>/metrics</c>.</summary>
internal sealed record ProcessLook(
    TimeSpan At, double ResidentMegabytes, double HeapMegabytes, int Files, int Threads, int Streams, int Connections)
{
    public const string Head = "|    min | resident MB | heap after GC MB | files | threads | streams | connections |";

    public static async Task<ProcessLook> Take(TimeSpan at, int process, HttpClient client)
    {
        var status = (await File.ReadAllLinesAsync($"/proc/{process}/status"))
            .Select(line => line.Split(':', 2)).Where(line => line.Length == 2).ToDictionary(line => line[0], line => line[1].Trim());
        var metrics = (await client.GetStringAsync("/metrics")).Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        return new ProcessLook(
            at, Number(status["VmRSS"].Split(' ')[0]) / 1024, Sum("dotnet_gc_last_collection_heap_size_bytes") / (1024 * 1024),
            System.IO.Directory.GetFiles($"/proc/{process}/fd").Length, (int)Number(status["Threads"]),
            (int)Sum("readback_feed_streams"), (int)Sum("kestrel_active_connections"));

        double Sum(string name) => metrics
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is '{' or ' ')
            .Sum(line => Number(Value(line)));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {At.TotalMinutes,6:0.0} | {ResidentMegabytes,11:0} | {HeapMegabytes,16:0.0} | {Files,5} | {Threads,7} | {Streams,7} | {Connections,11} |");

    /// <summary>What follows the name and its labels; a time may follow that.</summary>
    private static string Value(string line) => line[(line.IndexOf('}', StringComparison.Ordinal) is >= 0 and var end ? end + 1 : line.IndexOf(' ', StringComparison.Ordinal))..]
        .Trim().Split(' ')[0];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
