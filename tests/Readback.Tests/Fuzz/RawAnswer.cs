using System.Globalization;
using System.Text;

namespace Readback.Tests.Fuzz;

/// <summary>An answer read off a socket by the letter of HTTP/1.1.</summary>
/// <param name="Status">The status; 0 where the connection was closed without an answer.</param>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">The body, put together again; of a stream what came first.</param>
/// <param name="Closes">Whether nothing more comes on this connection.</param>
internal sealed record RawAnswer(int Status, string Head, string Body, bool Closes)
{
    private const int MaxBodyBytes = 64 * 1024 * 1024;

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    public static async Task<RawAnswer> Read(System.IO.Stream from, bool isHead, CancellationToken cancellation)
    {
        var reader = new ByteReader(from, cancellation);
        RawAnswer answer;
        do
        {
            if (await reader.Until("\r\n\r\n") is not { } head)
            {
                return new RawAnswer(0, "", "", true);
            }
            answer = new RawAnswer(int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture), head, "", false);
        }
        while (answer.Status is >= 100 and < 200 and not 101);
        var closes = answer.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;
        if (answer.Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
        {
            return answer with { Closes = true };
        }
        if (isHead || answer.Status is 204 or 304)
        {
            return answer with { Closes = closes };
        }
        if (answer.Header("Transfer-Encoding") == "chunked")
        {
            return answer with { Body = await Chunks(reader), Closes = closes };
        }
        var length = int.Parse(answer.Header("Content-Length") ?? throw new InvalidDataException($"No length: {answer.Head}"), CultureInfo.InvariantCulture);
        Assert.InRange(length, 0, MaxBodyBytes);
        return answer with { Body = await reader.Exactly(length), Closes = closes };
    }

    private static async Task<string> Chunks(ByteReader reader)
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = await reader.Until("\r\n") ?? throw new InvalidDataException($"Cut off: {body}");
            var size = int.Parse(line.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await reader.Exactly(size));
            await reader.Until("\r\n");
            if (size == 0)
            {
                return body.ToString();
            }
        }
    }

    /// <summary>Reads ahead as little as it can help: what follows an answer must be the next one's beginning.</summary>
    private sealed class ByteReader(System.IO.Stream from, CancellationToken cancellation)
    {
        private readonly byte[] _one = new byte[1];

        public async Task<string?> Until(string end)
        {
            var text = new StringBuilder();
            while (!Ends(text, end))
            {
                if (await from.ReadAsync(_one, cancellation) == 0)
                {
                    return text.Length == 0 ? null : throw new InvalidDataException($"Cut off: {text}");
                }
                text.Append((char)_one[0]);
            }
            return text.ToString();
        }

        public async Task<string> Exactly(int length)
        {
            var bytes = new byte[length];
            await from.ReadExactlyAsync(bytes, cancellation);
            return Encoding.UTF8.GetString(bytes);
        }

        private static bool Ends(StringBuilder text, string end)
        {
            if (text.Length < end.Length)
            {
                return false;
            }
            for (var i = 0; i < end.Length; i++)
            {
                if (text[text.Length - end.Length + i] != end[i])
                {
                    return false;
                }
            }
            return true;
        }
    }
}
