using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Readback.Bench.Yardsticks;

/// <summary>
/// The least that a server of messages can do: a text is read, its row is committed together with what came meanwhile, and answered.
/// Nobody is asked who it is, nothing is checked, looked for by a search, or told to anybody.
/// </summary>
internal sealed class SendsYardstick
{
    private readonly BareStore _store;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _came = new(0);
    private List<(byte[] Text, TaskCompletionSource Stored)> _waiting = [];

    private SendsYardstick(string directory) => _store = new BareStore(directory, StoreDesign.Product);

    /// <param name="app">The server.</param>
    /// <param name="directory">Where its file is; whoever made the directory takes it away.</param>
    public static void Map(IEndpointRouteBuilder app, string directory)
    {
        var yardstick = new SendsYardstick(directory);
        new Thread(yardstick.WriteAll) { IsBackground = true }.Start();
        app.MapPost(YardstickRoutes.Send, yardstick.Send);
    }

    private async Task<IResult> Send(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = Encoding.UTF8.GetBytes(await reader.ReadToEndAsync());
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((text, stored));
            if (_waiting.Count == 1)
            {
                _came.Release();
            }
        }
        await stored.Task;
        return Results.NoContent();
    }

    private void WriteAll()
    {
        while (true)
        {
            _came.Wait();
            List<(byte[] Text, TaskCompletionSource Stored)> batch;
            lock (_lock)
            {
                (batch, _waiting) = (_waiting, []);
            }
            _store.Commit(batch.ConvertAll(message => message.Text));
            batch.ForEach(message => message.Stored.SetResult());
        }
    }
}
