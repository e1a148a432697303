using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Readback.Tests.Floods;

/// <summary>
/// Asks a server again and again whether it lives, over one connection and on a thread of its own: whatever else this process
/// has to do takes its turn elsewhere, so that what is measured is the server's.
/// </summary>
internal sealed class Pulse : IDisposable
{
    private const int PauseMilliseconds = 100;

    private static readonly byte[] Question = [.. "GET /health/live HTTP/1.1\r\nHost: readback\r\n\r\n"u8];

    private static readonly byte[] EndOfChunks = [.. "\r\n0\r\n\r\n"u8];

    private readonly ConcurrentQueue<double> _seconds = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private Exception? _failure;

    public Pulse(Uri address)
    {
        _thread = new Thread(() => _failure = Record.Exception(() => Ask(address)));
        _thread.Start();
    }

    /// <summary>How long each answer took, once all have come.</summary>
    public IReadOnlyCollection<double> End()
    {
        _end.Set();
        _thread.Join();
        Assert.Null(_failure);
        return _seconds;
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    private void Ask(Uri address)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        var answer = new byte[4096];
        do
        {
            var asked = Stopwatch.GetTimestamp();
            socket.Send(Question);
            var length = 0;
            do
            {
                var more = socket.Receive(answer.AsSpan(length));
                Assert.True(more > 0, "hung up on");
                length += more;
            }
            while (!answer.AsSpan(0, length).EndsWith(EndOfChunks));
            Assert.True(answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8));
            _seconds.Enqueue(Stopwatch.GetElapsedTime(asked).TotalSeconds);
        }
        while (!_end.Wait(PauseMilliseconds));
    }
}
