using System.Collections.Concurrent;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Backups;

/// <summary>People who send, read, come and go without a pause, on a server in which nothing else happens.</summary>
internal sealed class BusySpace(ReadbackServer server)
{
    private readonly ConcurrentDictionary<string, bool> _acknowledged = [];
    private readonly List<(int Many, TaskCompletionSource Reached)> _awaited = [];
    private volatile bool _isOver;
    private Task _going = Task.CompletedTask;
    private int _changes;

    /// <summary>Ids of messages that were answered with 204.</summary>
    public IReadOnlyCollection<string> Acknowledged => [.. _acknowledged.Keys];

    public async Task Begin()
    {
        var (ayse, bora, chen) = (await server.LogIn("ayse"), await server.LogIn("bora"), await server.LogIn("chen"));
        _going = Task.WhenAll(
            Go(n => Send(ayse, $"ayse {n} {new string('x', n % 700)}")), Go(n => Send(bora, $"bora {n}")), Go(_ => ReadLatest(chen)),
            Go(_ => ReadLatest(bora)), Go(_ => ComeAndGo()));
    }

    /// <summary>Returns when so many more changes have been acknowledged.</summary>
    public Task MoreChanges(int many)
    {
        lock (_awaited)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((_changes + many, reached));
            return Task.WhenAny(reached.Task, _going).Unwrap();
        }
    }

    public Task End()
    {
        _isOver = true;
        return _going;
    }

    private Task Go(Func<int, Task> step) => Task.Run(async () =>
    {
        for (var n = 0; !_isOver; n++)
        {
            await step(n);
            Changed();
        }
    });

    private async Task Send(Person person, string text) => _acknowledged.TryAdd(await person.Say(text), true);

    private static async Task ReadLatest(Person person)
    {
        var unread = (await person.Read($"{ChatSteps.Inbox}?isRead=false&size=7")).Rows();
        if (unread.Count > 0)
        {
            await person.MarkRead(unread.Select(row => (string)row["chatMessageId"]!));
        }
    }

    /// <summary>Somebody who never says a word.</summary>
    private async Task ComeAndGo()
    {
        await server.Join("dina", ReadbackServer.Boiler);
        await server.Leave("dina", ReadbackServer.Boiler);
    }

    private void Changed()
    {
        lock (_awaited)
        {
            _changes++;
            foreach (var awaited in _awaited.Where(awaited => awaited.Many <= _changes).ToList())
            {
                awaited.Reached.SetResult();
                _awaited.Remove(awaited);
            }
        }
    }
}
