using System.Net.Sockets;

namespace Readback.Tests.Fuzz;

/// <summary>Sends made requests over bare sockets: one connection for those that are whole, one each for those that may not be.</summary>
internal sealed class FuzzClient(Uri address) : IDisposable
{
    /// <summary>A server that has not answered by then hangs; the slowest of its own limits is 30 s, and nothing here comes near it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>What is not answered by then may wait for more to come: it is told that nothing does.</summary>
    private static readonly TimeSpan Sure = TimeSpan.FromMilliseconds(150);

    private Connection? _kept;

    public async Task<RawAnswer> Ask(MadeRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        if (request.IsBroken)
        {
            using var own = await Connection.Open(address, patience.Token);
            return await own.AskOnce(request, patience.Token);
        }
        _kept ??= await Connection.Open(address, patience.Token);
        var answer = await _kept.Ask(request, patience.Token);
        if (answer.Closes)
        {
            _kept.Dispose();
            _kept = null;
        }
        return answer;
    }

    public void Dispose() => _kept?.Dispose();

    private sealed class Connection : IDisposable
    {
        private readonly TcpClient _client;
        private readonly BufferedStream _answers;

        private Connection(TcpClient client) => (_client, _answers) = (client, new BufferedStream(client.GetStream()));

        public static async Task<Connection> Open(Uri address, CancellationToken cancellation)
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(address.Host, address.Port, cancellation);
            return new Connection(client);
        }

        public async Task<RawAnswer> Ask(MadeRequest request, CancellationToken cancellation)
        {
            await _client.GetStream().WriteAsync(request.Bytes, cancellation);
            return await RawAnswer.Read(_answers, request.IsHead, cancellation);
        }

        /// <summary>The server may hang up at any moment, and its answer be lost with that.</summary>
        public async Task<RawAnswer> AskOnce(MadeRequest request, CancellationToken cancellation)
        {
            try
            {
                await _client.GetStream().WriteAsync(request.Bytes, cancellation);
                var reading = RawAnswer.Read(_answers, IsHead(request), cancellation);
                await Task.WhenAny(reading, Task.Delay(Sure, cancellation));
                if (!reading.IsCompleted)
                {
                    _client.Client.Shutdown(SocketShutdown.Send);
                }
                return await reading;
            }
            catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
            {
                return new RawAnswer(0, "", "", true);
            }
        }

        public void Dispose()
        {
            _answers.Dispose();
            _client.Dispose();
        }

        /// <summary>What was changed may be a HEAD now, or none any more.</summary>
        private static bool IsHead(MadeRequest request) => request.Bytes.AsSpan().StartsWith("HEAD "u8);
    }
}
