using Microsoft.Extensions.DependencyInjection;
using Readback.Nodes;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Nodes;

/// <summary>Two nodes on one database and one clock, with Ayse at the first and Bora at the second.</summary>
public sealed class NodeHouse : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    public ReadbackServer First { get; } = new();

    public ReadbackServer Second { get; private set; } = null!;

    public Person Ayse { get; private set; } = null!;

    public Person Bora { get; private set; } = null!;

    public Person Admin { get; private set; } = null!;

    internal IStore Store => First.Services.GetRequiredService<IStore>();

    public async ValueTask InitializeAsync()
    {
        await First.InitializeAsync();
        Second = await ReadbackServer.RunBeside(First);
        Ayse = await First.LogIn("ayse");
        Bora = await Second.LogIn("bora");
        Admin = await First.LogIn("admin", space: null);
    }

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }

    public long SpaceId => First.Directory.TryGetSpace(ReadbackServer.Boiler, out var space) ? space.Id : 0;

    /// <summary>
    /// Lets time pass, a little at a time, until something is so. Between two steps both nodes answer a question out of the
    /// database, so that what time set going gets its turn.
    /// </summary>
    public async Task Until(Func<Task<bool>> isSo)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!await isSo())
        {
            guard.Token.ThrowIfCancellationRequested();
            First.Clock.Advance(TimeSpan.FromMilliseconds(Lookout.EveryMilliseconds));
            foreach (var node in (ReadbackServer[])[First, Second])
            {
                using var stranger = node.Stranger();
                await (await stranger.GetAsync("/health/ready", guard.Token)).Is(200);
            }
        }
    }
}
