using System.Reflection;
using Readback.Cli;
using Readback.Configuration;
using Readback.Operating;
using Readback.Storage;
using Readback.Storage.Sqlite;

namespace Readback;

/// <summary>Runs a server from its first breath to its last.</summary>
internal static class ServerRun
{
    /// <summary>Serves until the process is told to stop; what can't be helped here is said in one sentence.</summary>
    public static async Task<int> Serve(ReadbackSettings settings)
    {
        MakeRoomForReads();
        try
        {
            await using var app = await Server.Build(settings);
            await app.StartAsync();
            System.Console.WriteLine(Banner(app, settings));
            app.LogWarnings();
            await app.WaitForShutdownAsync();
            return ExitCodes.Good;
        }
        // Kestrel reports a taken or foreign address as an IOException, or lets the socket's own pass.
        catch (Exception e) when (e is StoreRefusedException or StoreUnavailableException or IOException or System.Net.Sockets.SocketException)
        {
            await System.Console.Error.WriteLineAsync($"Readback can't start: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>Reads of the embedded database hold their thread; the pool must not take them for a burst and wait.</summary>
    private static void MakeRoomForReads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + SqliteReaders.MaxReaders, completions);
    }

    private static string Banner(WebApplication app, ReadbackSettings settings) =>
        $"""
        Readback {Version}
          listens on   {string.Join(", ", app.Urls)}
          data in      {Stores.Describe(settings)}
          log in       {app.Urls.First()}/ in a browser, or POST {app.Urls.First()}/login with username and password
          the API      {app.Urls.First()}/docs
        """;

    private static string Version =>
        typeof(ServerRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
