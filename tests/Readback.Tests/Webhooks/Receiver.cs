using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Readback.Tests.Hosting;

namespace Readback.Tests.Webhooks;

/// <summary>A delivery as it came in.</summary>
internal sealed record Delivered(IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public JsonObject Body { get; } = JsonNode.Parse(Bytes)!.AsObject();

    public string Id => (string)Body["id"]!;

    public string Content => (string)Body["message"]!["content"]!;

    public string Signature => Headers["Readback-Signature"];
}

/// <summary>Another program that is told of messages: a real server, which answers as the test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Channel<Delivered> _came = Channel.CreateUnbounded<Delivered>();
    private WebApplication _app = null!;

    private Receiver()
    {
    }

    /// <summary>How it answers; 204 unless told otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = With(204);

    public string Url => $"{_app.Urls.First()}/hook";

    /// <summary>How many deliveries came that nobody has looked at.</summary>
    public int Waiting => _came.Reader.Count;

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        receiver._app = await OtherProgram.Start(app => app.MapFallback(receiver.Take));
        return receiver;
    }

    public static Func<HttpContext, Task> With(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>The next delivery.</summary>
    public async Task<Delivered> Next()
    {
        using var guard = new CancellationTokenSource(Guard);
        return await _came.Reader.ReadAsync(guard.Token);
    }

    public async Task<List<string>> Contents(int count)
    {
        var contents = new List<string>();
        while (contents.Count < count)
        {
            contents.Add((await Next()).Content);
        }
        return contents;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var answer = Answer;
        await _came.Writer.WriteAsync(new Delivered(
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        await answer(http);
    }
}
