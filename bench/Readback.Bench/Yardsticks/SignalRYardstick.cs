using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Readback.Bench.Yardsticks;

/// <summary>A bare SignalR hub, over WebSockets and in its JSON protocol: no log-in, no membership, no database.</summary>
internal static class SignalRYardstick
{
    private const string Method = "message";

    public static void AddYardstickHub(this IServiceCollection services) =>
        // Its clients here only listen.
        services.AddSignalR(options => options.ClientTimeoutInterval = TimeSpan.FromHours(1));

    public static void MapYardstickHub(this IEndpointRouteBuilder app)
    {
        app.MapHub<GreetingHub>(YardstickRoutes.Stream);
        app.MapPost(YardstickRoutes.Send, Send);
    }

    private static async Task Send(HttpRequest request, IHubContext<GreetingHub> hub)
    {
        using var reader = new StreamReader(request.Body);
        await hub.Clients.All.SendAsync(Method, YardstickMessage.Of(await reader.ReadToEndAsync()));
    }

    private sealed class GreetingHub : Hub
    {
        public override Task OnConnectedAsync() => Clients.Caller.SendAsync("hello");
    }
}
