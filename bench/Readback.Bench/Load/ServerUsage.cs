using System.Diagnostics;

namespace Readback.Bench.Load;

/// <summary>What the server's process takes of the machine, as the system counts it.</summary>
internal sealed class ServerUsage(int processId)
{
    private const double BytesPerMiB = 1024 * 1024;

    public TimeSpan ProcessorTime()
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }

    /// <summary>Memory that is in use just now (RSS; the part of the database that SQLite keeps is in it).</summary>
    public double ResidentMiB()
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / BytesPerMiB;
    }
}
