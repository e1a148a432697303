using Microsoft.Extensions.Time.Testing;
using Readback.Log;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;
using Readback.Tests.Storage;

namespace Readback.Tests.Upgrades;

/// <summary>A space with a little of everything in it, as the first schema kept it; and how a database is looked at from outside.</summary>
internal static class SmallSpace
{
    private static readonly string[] People = ["ayse", "bora", "chen"];

    /// <summary>Makes a database on which so many scripts have run. With none there is nothing in it.</summary>
    public static async Task Write(TestData data, int scripts)
    {
        if (scripts == 0)
        {
            return;
        }
        var clock = new FakeTimeProvider(ReadbackServer.Start);
        var space = new FirstSchema(People);
        foreach (var person in People)
        {
            space.Join(person, SpaceClock.Now(clock));
        }
        for (var i = 0; i < 30; i++)
        {
            clock.AdjustTime(clock.GetUtcNow().AddSeconds(i % 7 == 6 ? -100 : 10));
            space.Send(People[i % 3], $"text {i}", SpaceClock.Now(clock));
            if (i % 4 == 3)
            {
                space.Read(People[(i + 1) % 3], [i, i + 1], SpaceClock.Now(clock));
            }
        }
        space.Leave("chen", SpaceClock.Now(clock));
        await space.Write(data, SpaceClock.Now(clock), scripts);
    }

    /// <summary>Opens it as a server does, and returns how much is in it, all of which must be sound.</summary>
    public static async Task<string> Open(TestData data)
    {
        await using var store = await data.Open();
        return await store.Read(async db =>
        {
            Assert.Empty(await Verifier.Run(db, Verifier.Checks, _ => { }));
            var counts = new List<string>();
            foreach (var table in (string[])["users", "space", "membership", "message", "log", "read_entry", "read_change", "date_step"])
            {
                counts.Add($"{table} {await db.Number($"SELECT count(*) FROM {table}")}");
            }
            return string.Join(", ", counts);
        });
    }
}
