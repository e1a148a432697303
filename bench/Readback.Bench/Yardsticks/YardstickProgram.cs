using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Readback.Bench.Yardsticks;

/// <summary>What the product is measured beside: servers that do nothing but deliver, or store. Each is a process of its own.</summary>
internal static class YardstickProgram
{
    public const string SignalR = "yardstick-signalr";
    public const string Bytes = "yardstick-bytes";

    public const string Sends = "yardstick-sends";

    public static readonly string[] Names = [SignalR, Bytes, Sends];

    /// <summary>Serves until its input is closed, so that it never outlives its owner.</summary>
    public static async Task<int> Run(string name, string[] options)
    {
        var builder = WebApplication.CreateSlimBuilder(options);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (name == SignalR)
        {
            builder.Services.AddYardstickHub();
        }
        await using var app = builder.Build();
        app.MapGet(YardstickRoutes.Live, () => Results.Ok());
        app.MapGet(YardstickRoutes.Ready, () => Results.Ok());
        switch (name)
        {
            case SignalR:
                app.MapYardstickHub();
                break;
            case Sends:
                SendsYardstick.Map(app, Environment.CurrentDirectory);
                break;
            default:
                app.MapYardstickBytes();
                break;
        }
        await app.StartAsync();
        await System.Console.In.ReadToEndAsync();
        return 0;
    }
}
