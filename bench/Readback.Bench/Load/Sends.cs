using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Readback.Bench.Seeding;

namespace Readback.Bench.Load;

/// <summary>What was sent in a run, no two messages alike, and under which id each was acknowledged.</summary>
internal sealed class Sends
{
    private const int Lines = 1000;

    /// <summary>Far more than a head and the longest line take.</summary>
    private const int MaxRequestBytes = 4096;

    private readonly List<string> _lines;
    private readonly List<SendTalk> _talks = [];
    private int _last;

    public Sends()
    {
        var phrases = new Phrases(seed: 1);
        _lines = [.. Enumerable.Range(0, Lines).Select(_ => phrases.Next())];
    }

    /// <summary>Everything that was answered 204: the message's id, and its content.</summary>
    public IEnumerable<(long Id, string Content)> Acknowledged =>
        _talks.SelectMany(talk => talk.Acknowledged).Select(sent => (sent.Id, Content(sent.Number)));

    /// <summary>A sender's part in it.</summary>
    public Talk By(Caller caller, string space)
    {
        var talk = new SendTalk(this, caller, space);
        _talks.Add(talk);
        return talk;
    }

    private string Content(int number) => string.Create(CultureInfo.InvariantCulture, $"{_lines[number % Lines]} {number}");

    private sealed class SendTalk(Sends sends, Caller caller, string space) : Talk
    {
        private readonly Dictionary<int, byte[]> _heads = [];
        private readonly byte[] _request = new byte[MaxRequestBytes];
        private int _number;

        public List<(long Id, int Number)> Acknowledged { get; } = [];

        public override ReadOnlyMemory<byte> Next()
        {
            _number = Interlocked.Increment(ref sends._last);
            var content = sends.Content(_number);
            var length = Encoding.UTF8.GetByteCount(content);
            var head = HeadFor(length);
            head.CopyTo(_request, 0);
            Encoding.UTF8.GetBytes(content, _request.AsSpan(head.Length));
            return _request.AsMemory(0, head.Length + length);
        }

        protected override void Check(WireAnswer answer)
        {
            var head = answer.Head.Span;
            if (answer.Status != 204
                || WireAnswer.Header(head, "\r\nLocation: /api/chat/messages/"u8) is not { } at
                || !Utf8Parser.TryParse(head[at..], out long id, out _))
            {
                throw new InvalidOperationException($"A send was answered {answer.Status} without the message's id.");
            }
            Acknowledged.Add((id, _number));
        }

        private byte[] HeadFor(int length)
        {
            if (!_heads.TryGetValue(length, out var head))
            {
                head = caller.Bytes("POST", "/api/chat/messages", space, string.Create(
                    CultureInfo.InvariantCulture, $"Content-Type: text/plain\r\nContent-Length: {length}\r\n"));
                _heads.Add(length, head);
            }
            return head;
        }
    }
}
