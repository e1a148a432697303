using CsCheck;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Model;

namespace Readback.Tests.Feed;

internal enum FeedStepKind
{
    Send,
    SetRead,
    Join,
    Leave,
    Connect,
    Drop,
    Read,
}

/// <summary>One thing that happens while people watch. What the numbers mean depends on the state it meets.</summary>
internal sealed record FeedStep(FeedStepKind Kind, int Person, IReadOnlyList<int> Picks)
{
    public static readonly Gen<FeedStep> Any = Gen.Select(
        Gen.Frequency(
            (7, Gen.Const(FeedStepKind.Send)), (6, Gen.Const(FeedStepKind.SetRead)), (2, Gen.Const(FeedStepKind.Join)),
            (1, Gen.Const(FeedStepKind.Leave)), (4, Gen.Const(FeedStepKind.Connect)), (2, Gen.Const(FeedStepKind.Drop)),
            (3, Gen.Const(FeedStepKind.Read))),
        Gen.Int[0, 3],
        Gen.Int[0, 1000].Array[1, 6],
        (kind, person, picks) => new FeedStep(kind, person, picks));
}

/// <summary>
/// Lets a history happen to a space and tells each watcher what it may see of it: all that happens while its user is a
/// member; in a large space no reads but its own.
/// </summary>
internal sealed class FeedHistory(ReadbackServer server, string space, IReadOnlyList<Person> people, bool isLarge, long position) : IAsyncDisposable
{
    private readonly NaiveChat _chat = new();
    private readonly List<string> _ids = [];
    private readonly List<Watcher> _watchers = [.. people.Select(person => new Watcher(person))];
    private long _position = position;

    /// <summary>Members are as the space has them when it begins.</summary>
    public async Task Play(IReadOnlyList<string> members, IReadOnlyList<FeedStep> steps)
    {
        foreach (var member in members)
        {
            _chat.Join(member, DateTimeOffset.UnixEpoch);
        }
        foreach (var step in steps)
        {
            await Play(step.Kind, _watchers[step.Person], step.Picks);
        }
    }

    /// <summary>Everybody is let in and comes to the end; each must show what a fresh client shows.</summary>
    public async Task IsTrueForAll()
    {
        foreach (var kind in (FeedStepKind[])[FeedStepKind.Join, FeedStepKind.Connect, FeedStepKind.Read])
        {
            foreach (var watcher in _watchers)
            {
                await Play(kind, watcher, [int.MaxValue]);
            }
        }
        // Counts that fall due at the first mark may come along with the second, and then stand behind it.
        for (var mark = 0; mark < 3; mark++)
        {
            await Play(FeedStepKind.Send, _watchers[0], []);
            await Task.WhenAll(_watchers.Select(watcher => watcher.ReadAll()));
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await Task.WhenAll(_watchers.Select(watcher => watcher.IsTrue()));
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_watchers.Select(watcher => watcher.Drop()));

    private Task Play(FeedStepKind kind, Watcher watcher, IReadOnlyList<int> picks)
    {
        var isMember = _chat.Members.Contains(watcher.Person.Username);
        return kind switch
        {
            FeedStepKind.Send when isMember => Send(watcher.Person),
            FeedStepKind.SetRead when isMember => SetRead(watcher.Person, picks),
            FeedStepKind.Join when !isMember => Join(watcher.Person.Username),
            FeedStepKind.Leave when isMember && !isLarge => Leave(watcher),
            FeedStepKind.Connect when isMember => watcher.Connect(),
            FeedStepKind.Drop => watcher.Drop(),
            FeedStepKind.Read => watcher.Read(picks[0]),
            _ => Task.CompletedTask,
        };
    }

    private async Task Send(Person sender)
    {
        var content = $"message {_ids.Count + 1}";
        _ids.Add(await sender.Say(content));
        _chat.Send(sender.Username, content, DateTimeOffset.UnixEpoch);
        Happened(_ => true);
    }

    private async Task SetRead(Person reader, IReadOnlyList<int> picks)
    {
        var inbox = _chat.Inbox(reader.Username, isRead: null).Select(row => row.Message.Number).ToList();
        if (inbox.Count > 0)
        {
            var numbers = picks.Select(pick => inbox[pick % inbox.Count]).Distinct().ToList();
            await reader.MarkRead(numbers.Select(number => _ids[(int)number - 1]));
            if (_chat.SetRead(reader.Username, numbers, DateTimeOffset.UnixEpoch) == true)
            {
                Happened(watcher => !isLarge || watcher.Username == reader.Username);
            }
        }
    }

    private async Task Join(string username)
    {
        await server.Join(username, space);
        _chat.Join(username, DateTimeOffset.UnixEpoch);
        Happened(_ => true);
    }

    private async Task Leave(Watcher watcher)
    {
        await server.Leave(watcher.Person.Username, space);
        Happened(_ => true);
        _chat.Leave(watcher.Person.Username, DateTimeOffset.UnixEpoch);
        await watcher.Removed();
    }

    private void Happened(Func<Person, bool> isTold)
    {
        _position++;
        foreach (var watcher in _watchers.Where(w => _chat.Members.Contains(w.Person.Username) && isTold(w.Person)))
        {
            watcher.MaySee(_position);
        }
    }
}
