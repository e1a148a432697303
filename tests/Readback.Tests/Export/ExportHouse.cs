using Readback.Tests.Hosting;

namespace Readback.Tests.Export;

/// <summary>A server with Dina, who audits, and with Ayse and Bora. Each test gets a space of its own in it.</summary>
public sealed class ExportHouse : IAsyncLifetime
{
    private int _rooms;
    private Person[] _people = [];

    public ReadbackServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        await Server.AddUser("dina");
        await Server.Grant("dina", "AUDITOR");
        _people = [await Server.LogIn("dina"), await Server.LogIn("ayse"), await Server.LogIn("bora")];
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Everybody's calls are to the new space from now on.</summary>
    public async Task<(Person Dina, Person Ayse, Person Bora)> Room()
    {
        var space = $"export room {Interlocked.Increment(ref _rooms)}";
        await Server.AddSpace(space);
        foreach (var person in _people)
        {
            await Server.Join(person.Username, space);
            person.Space = space;
        }
        return (_people[0], _people[1], _people[2]);
    }
}
