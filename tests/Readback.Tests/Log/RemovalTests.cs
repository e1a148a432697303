using System.Collections.Concurrent;
using System.Globalization;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>Nobody writes after having been removed, however much is on its way.</summary>
public sealed class RemovalTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const int Writers = 8;
    private const int MessagesBefore = 40;

    [Fact]
    public async Task After_a_removal_is_answered_no_message_of_that_member_is_stored()
    {
        const string space = "pump house";
        var id = await server.AddSpace(space);
        await server.Join("ayse", space);
        await server.Join("bora", space);
        Assert.True(server.Directory.TryGetUser("bora", out var bora));
        var admin = await server.LogIn("admin", null);
        await AssertSilenced(space, () => admin.Delete(string.Create(CultureInfo.InvariantCulture, $"/api/users/{bora.Id}/spaces/{id}")), 403);
    }

    [Fact]
    public async Task After_a_user_is_disabled_no_message_is_stored()
    {
        const string space = "turbine hall";
        await server.AddSpace(space);
        await server.Join("ayse", space);
        await server.Join("bora", space);
        Assert.True(server.Directory.TryGetUser("bora", out var bora));
        var admin = await server.LogIn("admin", null);
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/users/{bora.Id}");
        await AssertSilenced(space, () => admin.PutJson(path, """{"enabled":false}"""), 401);
        await (await admin.PutJson(path, """{"enabled":true}""")).Is(204);
    }

    private async Task AssertSilenced(string space, Func<Task<HttpResponseMessage>> silence, int status)
    {
        var (ayse, bora) = (await server.LogIn("ayse", space), await server.LogIn("bora", space));
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(async _ =>
        {
            while (true)
            {
                using var answer = await bora.TrySay("still here");
                if ((int)answer.StatusCode != 204)
                {
                    await Task.FromResult(answer).Refused(status);
                    return;
                }
                acknowledged.TryAdd(await answer.Id(), true);
                if (acknowledged.Count >= MessagesBefore)
                {
                    enough.TrySetResult();
                }
            }
        }).ToList();

        await enough.Task;
        await (await silence()).Is(204);
        var storedThen = await ayse.ReadWhole();
        await Task.WhenAll(writers);

        Assert.Equal(storedThen, await ayse.ReadWhole());
        Assert.Equal(acknowledged.Keys.Order(), storedThen.Keys.Order());
        await server.AssertSound();
    }
}
