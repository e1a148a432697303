using BenchmarkDotNet.Attributes;
using Readback.Log;
using Readback.Storage;

namespace Readback.Bench.Parts;

/// <summary>What the one writer decides between loading a batch's facts and writing its rows.</summary>
public class BatchBenchmarks
{
    private const long Space = 1;
    private const int Senders = 8;
    private const int MembersBefore = 100_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 15, 2, TimeSpan.Zero);

    private readonly Author[] _authors = [.. Enumerable.Range(1, Senders).Select(user => new Author($"session-{user}", user, Space))];
    private List<LogItem> _sends = [];

    [Params(1, 64, 512)]
    public int Items { get; set; }

    [GlobalSetup]
    public void Prepare() => _sends = [.. Enumerable.Range(0, Items).Select(
        i => new SendItem(_authors[i % Senders], "valve open, read back", key: null, "hash"))];

    /// <summary>All sends of one batch, with the facts made anew: deciding changes them.</summary>
    [Benchmark]
    public int Decide_sends()
    {
        var batch = new Batch(Facts(), Now);
        return _sends.Count(item => batch.Decide(item).Outcome == LogOutcome.Done);
    }

    private BatchFacts Facts() => new()
    {
        Heads = new() { [Space] = new SpaceHead(Space, 1_000_000, 2_000_000, Now, MembersBefore) },
        Callers = _authors.ToDictionary(
            author => (author.SessionId, author.SpaceId),
            CallerFacts? (author) => new CallerFacts(
                author.UserId, $"operator-{author.UserId}", MayLogIn: true, SessionIsGood: true, SessionEndsAt: Now.AddDays(1), MustResetPassword: false,
                IsAuditor: false, IsAdmin: false, IsMember: true)),
        Keys = [],
        Memberships = [],
        Runs = [],
    };
}
