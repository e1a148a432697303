using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Readback.Http;

namespace Readback.Export;

/// <summary>Writes an export from its first byte to its last.</summary>
internal sealed class ExportRun(ExportReader reader, ExportHead head, IExportFormat format)
{
    /// <summary>What is gathered before it is sent, and waited for.</summary>
    private const int FlushBytes = 64 * 1024;

    /// <summary>The SHA-256 of all that was written, in hexadecimal, and what it holds; nothing where it was told to stop.</summary>
    /// <param name="to">Where to; whoever takes it slowly is waited for.</param>
    /// <param name="goesOn">Asked before each page, with the messages written so far.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(string Sha256, ExportTotals Totals)?> Write(
        PipeWriter to, Func<long, bool> goesOn, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var part = new PooledBytes();
        var totals = new ExportTotals(0, 0, 0);
        format.Begin(part, head);
        await foreach (var page in reader.Pages(cancellation))
        {
            if (!goesOn(totals.Messages))
            {
                return null;
            }
            foreach (var message in page)
            {
                format.Write(part, message);
                totals = totals.And(message);
                await Pass(part, to, hash, FlushBytes, cancellation);
            }
        }
        await Pass(part, to, hash, 0, cancellation);
        format.End(part, totals, Convert.ToHexStringLower(hash.GetCurrentHash()));
        await Pass(part, to, hash, 0, cancellation);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), totals);
    }

    private static async ValueTask Pass(PooledBytes part, PipeWriter to, IncrementalHash hash, int from, CancellationToken cancellation)
    {
        if (part.Written.Length <= from)
        {
            return;
        }
        hash.AppendData(part.Written.Span);
        to.Write(part.Written.Span);
        part.Clear();
        await to.FlushAsync(cancellation);
    }
}
