using Readback.Log;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>A disk that is really full: a small one, made for the test.</summary>
[Trait("Engine", "Sqlite")]
public sealed class DiskFullTests
{
    private const int DiskBytes = 6 * 1024 * 1024;
    private const int BallastBytes = 2 * 1024 * 1024;

    [Fact]
    public async Task What_was_acknowledged_is_there_and_room_is_all_it_takes_to_go_on()
    {
        using var disk = SmallDisk.TryMake(DiskBytes);
        Assert.SkipWhen(disk is null, "A small disk can only be mounted by root.");
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[BallastBytes], TestContext.Current.CancellationToken);
        await using var server = await ReadbackServer.Run(settings => settings with { Data = Path.Combine(disk.Path, "data") });
        var admin = await server.LogIn("admin", "default_space");

        var acknowledged = new Dictionary<string, string>();
        for (var isFull = false; !isFull;)
        {
            var text = $"{acknowledged.Count} {new string('x', 3900)}";
            using var answer = await admin.TrySay(text);
            isFull = (int)answer.StatusCode != 204;
            if (isFull)
            {
                Assert.Contains("The disk is full.", await Task.FromResult(answer).Refused(503), StringComparison.Ordinal);
            }
            else
            {
                acknowledged.Add(await answer.Id(), text);
            }
        }
        Assert.NotEmpty(acknowledged);
        await AssertStored(acknowledged, admin);
        using var stranger = server.Stranger();
        Assert.Contains("can't be stored", await stranger.GetStringAsync("/health/ready", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // It finds out by itself, before anybody tries.
        File.Delete(ballast);
        string ready;
        do
        {
            server.Clock.Advance(TimeSpan.FromSeconds(DiskWatch.EverySeconds));
            ready = await stranger.GetStringAsync("/health/ready", TestContext.Current.CancellationToken);
        }
        while (ready.Contains("can't be stored", StringComparison.Ordinal));
        acknowledged.Add(await admin.Say("there is room again"), "there is room again");
        await AssertStored(acknowledged, admin);
        await server.AssertSound();
    }

    private static async Task AssertStored(Dictionary<string, string> acknowledged, Person reader) =>
        Assert.Equal(acknowledged.OrderBy(message => message.Key), (await reader.ReadWhole()).OrderBy(message => message.Key));
}
