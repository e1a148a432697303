using System.Text;
using System.Threading.Channels;

namespace Readback.Tests.Cli;

/// <summary>What a command writes, line by line, while it runs.</summary>
internal sealed class LineWriter : StringWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

    public async Task<string> Next()
    {
        using var guard = new CancellationTokenSource(Clients.ClientHouse.Guard);
        return await _lines.Reader.ReadAsync(guard.Token);
    }
}
