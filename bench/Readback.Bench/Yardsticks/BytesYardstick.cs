using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Readback.Bench.Yardsticks;

/// <summary>
/// The least that a server of streams can do: what is posted is written to each open response. One sender at a time, and
/// nobody who reads slowly.
/// </summary>
internal static class BytesYardstick
{
    private static readonly ConcurrentDictionary<HttpResponse, bool> Streams = [];

    public static void MapYardstickBytes(this IEndpointRouteBuilder app)
    {
        app.MapGet(YardstickRoutes.Stream, Open);
        app.MapPost(YardstickRoutes.Send, Send);
    }

    private static async Task Open(HttpContext context)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Response.ContentType = "text/event-stream";
        Streams.TryAdd(context.Response, true);
        await context.Response.BodyWriter.WriteAsync("event: hello\ndata: {}\n\n"u8.ToArray());
        await using (context.RequestAborted.Register(ended.SetResult))
        {
            await ended.Task;
        }
        Streams.TryRemove(context.Response, out _);
    }

    private static async Task Send(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var data = JsonSerializer.SerializeToUtf8Bytes(
            YardstickMessage.Of(await reader.ReadToEndAsync()), JsonSerializerOptions.Web);
        byte[] bytes = [.. "id: 1\nevent: message\ndata: "u8, .. data, .. "\n\n"u8];
        foreach (var (stream, _) in Streams)
        {
            await stream.BodyWriter.WriteAsync(bytes);
        }
    }
}
