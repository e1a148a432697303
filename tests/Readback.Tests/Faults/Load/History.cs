using System.Collections.Concurrent;
using System.Diagnostics;

namespace Readback.Tests.Faults.Load;

/// <summary>All that the people of a space tried, and what they were told of it: the other side of what is stored.</summary>
internal sealed class History
{
    private int _acknowledged;

    /// <summary>By text: each is sent by one person, once or, with its key, until it is acknowledged.</summary>
    public ConcurrentDictionary<string, Sent> Sends { get; } = [];

    /// <summary>Messages that were acknowledged, in the order in which the answers came.</summary>
    public ConcurrentQueue<Sent> Acknowledged { get; } = [];

    public ConcurrentDictionary<(string Username, string MessageId), Reading> Reads { get; } = [];

    public ConcurrentQueue<Session> Sessions { get; } = [];

    /// <summary>Acknowledged changes of who is a member, each tried until it was acknowledged.</summary>
    public ConcurrentQueue<string> Visits { get; } = [];

    /// <summary>How often which answer came; 0 is a connection that broke.</summary>
    public ConcurrentDictionary<int, int> Answers { get; } = [];

    /// <summary>Changes of any kind that were acknowledged.</summary>
    public int AcknowledgedChanges => Volatile.Read(ref _acknowledged);

    public void Count(int status) => Answers.AddOrUpdate(status, 1, static (_, count) => count + 1);

    public void Acknowledge() => Interlocked.Increment(ref _acknowledged);

    public Sent Begin(string text, string username)
    {
        var sent = new Sent(text, username);
        Assert.True(Sends.TryAdd(text, sent), $"\"{text}\" is sent twice");
        return sent;
    }

    public void Acknowledge(Sent sent, string id)
    {
        (sent.Id, sent.At) = (id, Stopwatch.GetTimestamp());
        Acknowledged.Enqueue(sent);
        Acknowledge();
    }

    public override string ToString() =>
        $"{Acknowledged.Count} messages, {Reads.Count(read => read.Value.AcknowledgedAt is not null)} reads, {Visits.Count} joins and leaves, "
        + $"{Sessions.Count} log-ins acknowledged; answers: " + string.Join(", ", Answers.OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Value}"));
}

/// <summary>A message that somebody tried to send.</summary>
internal sealed class Sent(string text, string username)
{
    public string Text => text;

    public string Username => username;

    /// <summary>The id that its acknowledgement named.</summary>
    public string? Id { get; set; }

    /// <summary>When that came, by the machine's own clock of ticks.</summary>
    public long At { get; set; }
}

/// <summary>A message that somebody tried to mark as read, perhaps several times.</summary>
internal sealed class Reading
{
    public required DateTimeOffset FirstTriedAt { get; init; }

    /// <summary>When it was acknowledged for the first time.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>The same by the machine's own clock of ticks; before that, never.</summary>
    public long At { get; set; } = long.MaxValue;

    /// <summary>The read time that somebody was shown, which must stay.</summary>
    public string? SeenDate { get; set; }
}

/// <summary>A session whose log-in was acknowledged, and what became of it.</summary>
internal sealed class Session(string token)
{
    public string Token => token;

    public SessionState State { get; set; }
}

internal enum SessionState
{
    Good,

    /// <summary>Its log-out was tried, and nobody knows how that ended.</summary>
    Ending,

    Ended,
}
