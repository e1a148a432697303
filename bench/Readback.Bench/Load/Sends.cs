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

    public Sends() => _lines = [.. Enumerable.Range(1, Lines).Select(Phrases.Line)];

    /// <summary>Everything that was answered 204.</summary>
    public IEnumerable<Sent> Acknowledged => _talks.SelectMany(talk => talk.All);

    /// <summary>A sender's part in it.</summary>
    public Talk By(Caller caller, string space)
    {
        var talk = new SendTalk(this, caller, space);
        _talks.Add(talk);
        return talk;
    }

    /// <summary>The last one that each sender was acknowledged in a space.</summary>
    public IEnumerable<Sent> LastOf(string space) => _talks.Where(talk => talk.Space == space).SelectMany(talk => talk.All.TakeLast(1));

    /// <summary>Ends with what no other message holds.</summary>
    private string Content(int number) => string.Create(CultureInfo.InvariantCulture, $"{_lines[number % Lines]} {Mark(number)}");

    private static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"#{number:D8}");

    private sealed class SendTalk(Sends sends, Caller caller, string space) : Talk
    {
        private readonly Dictionary<int, byte[]> _heads = [];
        private readonly byte[] _request = new byte[MaxRequestBytes];
        private readonly List<(long Id, int Number)> _acknowledged = [];
        private int _number;

        public string Space => space;

        public IEnumerable<Sent> All => _acknowledged.Select(sent => new Sent(
            sent.Id, sends.Content(sent.Number), Mark(sent.Number), Cast.Name(caller.Index), space));

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
                throw new WrongAnswerException($"A send was answered {answer.Status} without the message's id.");
            }
            _acknowledged.Add((id, _number));
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

/// <summary>A message that was acknowledged.</summary>
/// <param name="Id">What its sender was told.</param>
/// <param name="Content">To the letter.</param>
/// <param name="Mark">A part of it that no other message holds.</param>
/// <param name="Sender">By whom.</param>
/// <param name="Space">Where.</param>
internal readonly record struct Sent(long Id, string Content, string Mark, string Sender, string Space);
