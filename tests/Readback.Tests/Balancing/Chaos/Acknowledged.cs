using System.Collections.Concurrent;

namespace Readback.Tests.Balancing.Chaos;

/// <summary>What the people of one space were told is done, and what they were answered besides.</summary>
internal sealed class Acknowledged
{
    /// <summary>Contents by the id that the answer named.</summary>
    public ConcurrentDictionary<string, string> Messages { get; } = [];

    /// <summary>Who was told that which message is marked as read.</summary>
    public ConcurrentDictionary<(string Username, string MessageId), bool> Reads { get; } = [];

    /// <summary>How often which answer came; 0 is a connection that broke.</summary>
    public ConcurrentDictionary<int, int> Answers { get; } = [];

    public void Count(int status) => Answers.AddOrUpdate(status, 1, static (_, count) => count + 1);
}
