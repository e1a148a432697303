using Readback.Tests.Hosting;

namespace Readback.Tests.Chat;

/// <summary>A server with the cast logged in. Each test gets a space of its own in it.</summary>
public sealed class ChatHouse : IAsyncLifetime
{
    private int _spaces;

    public ReadbackServer Server { get; } = new();

    public Person Ayse { get; private set; } = null!;

    public Person Bora { get; private set; } = null!;

    public Person Chen { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        (Ayse, Bora, Chen) = (await Server.LogIn("ayse"), await Server.LogIn("bora"), await Server.LogIn("chen"));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Makes a space, lets these in (all three unless named), and turns everybody's calls to it.</summary>
    public async Task<string> Enter(params string[] members)
    {
        var space = $"pump house {Interlocked.Increment(ref _spaces)}";
        await Server.AddSpace(space);
        foreach (var member in members.Length > 0 ? members : ["ayse", "bora", "chen"])
        {
            await Server.Join(member, space);
        }
        Ayse.Space = Bora.Space = Chen.Space = space;
        return space;
    }
}

/// <summary>A test of the chat, in a space where nothing has been said yet.</summary>
public abstract class ChatTest(ChatHouse house) : IClassFixture<ChatHouse>, IAsyncLifetime
{
    private DateTimeOffset _start;

    protected ReadbackServer Server => house.Server;

    protected string Space { get; private set; } = "";

    protected Person Ayse => house.Ayse;

    protected Person Bora => house.Bora;

    protected Person Chen => house.Chen;

    /// <summary>The server's clock as the contract writes dates.</summary>
    protected string Now => Wire.Date(Server.Clock.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        _start = Server.Clock.GetUtcNow();
        Space = await house.Enter();
    }

    /// <summary>Where a test set the clock back, the next one does not notice.</summary>
    public ValueTask DisposeAsync()
    {
        if (Server.Clock.GetUtcNow() < _start)
        {
            Server.Clock.AdjustTime(_start);
        }
        return ValueTask.CompletedTask;
    }

    protected Task<string> EnterAnother(params string[] members) => house.Enter(members);
}
