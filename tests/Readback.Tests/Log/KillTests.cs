using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>The process dies in the middle of its work.</summary>
[Trait("Engine", "Sqlite")]
public sealed class KillTests
{
    private const int Writers = 16;
    private const int MessagesBefore = 200;

    [Fact]
    public async Task Every_acknowledged_message_is_there_after_a_kill()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<string, string>();
        await WriteUntilKilled(folder, acknowledged);

        using var again = Start(folder);
        using var reader = await LogIn(await again.Address());
        var stored = new Dictionary<string, string>();
        for (var (page, last) = (0, false); !last; page++)
        {
            var found = await reader.GetFromJsonAsync<JsonElement>($"{ChatSteps.Filter}?sort=id&size=2000&page={page}");
            foreach (var message in found.GetProperty("content").EnumerateArray())
            {
                Assert.Equal(stored.Count + 1, message.GetProperty("number").GetInt64());
                stored.Add(message.GetProperty("id").GetString()!, message.GetProperty("content").GetString()!);
            }
            last = found.GetProperty("last").GetBoolean();
        }
        Assert.Empty(acknowledged.Except(stored));
        // What was on its way may have been stored, one message a writer.
        Assert.InRange(stored.Count, acknowledged.Count, acknowledged.Count + Writers);
        // And it is found, however far the search index was.
        var third = await reader.GetFromJsonAsync<JsonElement>($"{ChatSteps.Filter}?content=writer 3,");
        Assert.Equal(stored.Values.Count(text => text.StartsWith("writer 3,", StringComparison.Ordinal)), third.GetProperty("totalElements").GetInt32());
        using (var next = await reader.PostAsync(ChatSteps.Messages, new StringContent("on we go")))
        {
            await next.Is(204);
        }

        using var verify = ReadbackProcess.Start(folder.Path, [], "verify", "--data", Data(folder));
        Assert.Equal(0, await verify.ExitCode());
    }

    private static async Task WriteUntilKilled(TemporaryFolder folder, ConcurrentDictionary<string, string> acknowledged)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task writing;
        HttpClient admin;
        using (var server = Start(folder))
        {
            admin = await LogIn(await server.Address());
            writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteUntilDead(admin, writer, acknowledged, enough)));
            await Task.WhenAny(enough.Task, writing);
            Assert.True(enough.Task.IsCompleted, server.Errors);
        } // kill -9
        await writing;
        admin.Dispose();
    }

    private static async Task WriteUntilDead(
        HttpClient client, int writer, ConcurrentDictionary<string, string> acknowledged, TaskCompletionSource enough)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                var text = $"writer {writer}, message {n}";
                using var answer = await client.PostAsync(ChatSteps.Messages, new StringContent(text));
                acknowledged.TryAdd(await answer.Id(), text);
                if (acknowledged.Count >= MessagesBefore)
                {
                    enough.TrySetResult();
                }
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static ReadbackProcess Start(TemporaryFolder folder) => ReadbackProcess.Start(
        folder.Path, [("READBACK_ADMIN_PASSWORD", ReadbackServer.AdminPassword)],
        "--urls", "http://127.0.0.1:0", "--data", Data(folder));

    private static string Data(TemporaryFolder folder) => Path.Combine(folder.Path, "data");

    private static async Task<HttpClient> LogIn(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        using var form = ChatSteps.Form(("username", "admin"), ("password", ReadbackServer.AdminPassword));
        using var answer = await client.PostAsync("/login", form);
        await answer.Is(200);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        client.DefaultRequestHeaders.Add("X-Space", "default_space");
        return client;
    }
}
