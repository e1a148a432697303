using Readback.Tests.Hosting;

namespace Readback.Tests.Balancing;

/// <summary>Three nodes behind HAProxy, each of which is stopped and started again.</summary>
[Trait("Engine", "Postgres")]
public sealed class HaProxyTests
{
    private const int Nodes = 3;
    private const int DrainSeconds = 5;
    private const string Space = "default_space";

    [Fact]
    public async Task No_message_is_refused_while_one_node_after_another_is_started_anew_and_all_come_on_a_stream()
    {
        await using var cluster = await Cluster.Start(Nodes, DrainSeconds);
        await using var proxy = await HaProxy.Start([.. Enumerable.Range(0, Nodes).Select(cluster.AddressOf)]);
        using var sender = await cluster.LogIn("admin", ReadbackServer.AdminPassword, Space, proxy.Address);
        var answers = new Dictionary<int, int>();
        var sent = new HashSet<string>();
        var isOver = false;
        var sending = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var text = $"message {sent.Count}";
                using var answer = await sender.PostAsync("/api/chat/messages", new StringContent(text));
                answers[(int)answer.StatusCode] = answers.GetValueOrDefault((int)answer.StatusCode) + 1;
                sent.Add(text);
            }
        });

        for (var node = 0; node < Nodes; node++)
        {
            Assert.Equal(0, await cluster.Terminate(node));
            await cluster.StartNode(node);
        }
        Volatile.Write(ref isOver, true);
        await sending;

        Assert.Equal([204], answers.Keys);
        using var reader = await cluster.LogIn("admin", ReadbackServer.AdminPassword, Space, proxy.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, Watching.Path);
        request.Headers.Add("Last-Event-ID", "0");
        await using var stream = await EventStream.Of(await reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
        while (sent.Count > 0)
        {
            var next = await stream.Next();
            if (next.Name == "message")
            {
                Assert.True(sent.Remove((string)next.Json["content"]!));
            }
        }
    }
}
