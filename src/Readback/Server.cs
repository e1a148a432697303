using Readback.Accounts;
using Readback.Chat;
using Readback.Configuration;
using Readback.Console;
using Readback.Directory;
using Readback.Export;
using Readback.Feed;
using Readback.Http;
using Readback.Http.Hosting;
using Readback.Http.OpenApi;
using Readback.Log;
using Readback.Machines;
using Readback.Nodes;
using Readback.Operating;
using Readback.Spaces;
using Readback.Storage;
using Readback.Webhooks;

namespace Readback;

/// <summary>Puts the house together: what it is made of, which way a request goes through it, and what it answers.</summary>
internal static class Server
{
    /// <summary>A server on its opened data, ready to start.</summary>
    /// <exception cref="StoreRefusedException">The data directory can't be opened.</exception>
    public static async Task<WebApplication> Build(ReadbackSettings settings, TimeProvider? clock = null)
    {
        var builder = HttpHost.CreateBuilder(settings);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(services => Stores.Open(settings, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<DirectoryCache>();
        builder.Services.AddSingleton<DirectoryWriter>();
        builder.Services.AddSingleton<Confirmation>();
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddSingleton<LogMetrics>();
        builder.Services.AddSingleton<LogSignal>();
        builder.Services.AddSingleton<LogWriter>();
        builder.Services.AddDiskWatch();
        builder.Services.AddReadbackMetrics(LogMetrics.MeterName, settings.Metrics);
        builder.Services.AddCrossSite(settings);
        builder.Services.AddAccess();
        builder.Services.AddOperating(LogMetrics.MeterName);
        builder.Services.AddWebhooks();
        builder.Services.AddMachines();
        builder.Services.AddAccounts();
        builder.Services.AddSpaces();
        builder.Services.AddChat();
        builder.Services.AddExport();
        builder.Services.AddFeed();
        builder.Services.AddNodes(settings);

        var app = builder.Build();
        await PrepareData(app);
        app.UseHttpHost(settings, Translate);
        app.UseConsole(settings);
        app.UseCrossSite();
        app.UseConfirmedDirectory();
        app.UseMachines();
        app.UseCallers();
        app.UseAuthorization();
        app.UseTenancy();
        app.UseMachineRate();
        app.MapHealth(IsReady);
        app.MapMetrics();
        app.MapApiDocument();
        app.MapApiDocs();
        app.MapOperating();
        app.MapWebhooks();
        app.MapMachines();
        app.MapAccounts();
        app.MapSpaces();
        app.MapChat();
        app.MapExport();
        app.MapFeed();
        return app;
    }

    private static async Task PrepareData(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<IStore>().Prepare();
            if (await app.Services.GetRequiredService<FirstStart>().Run() is { } password)
            {
                // Past the logger: a password made up here is shown once, and kept nowhere.
                System.Console.WriteLine(
                    $"""

                    First start. Log in as {FirstStart.AdminName} with the password   {password}
                    It is shown this once. Change it with POST /api/users/reset-password.

                    """);
            }
        }
        catch (StoreRefusedException)
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A server that can't write still shows what is stored: it is ready, and says so.</summary>
    private static async Task<Readiness> IsReady(IServiceProvider services, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IStore>();
        var isReady = await store.Read(async db => await Meta.Find(db, Meta.LogLife) is not null, cancellation);
        var disk = services.GetRequiredService<DiskWatch>().Warning;
        return new Readiness(isReady, [.. disk is null ? [] : new[] { disk }, .. OperatingApi.Hints(services)]);
    }

    private static ProblemResult? Translate(Exception e) => e switch
    {
        StoreUnavailableException unavailable => ProblemResult.Unavailable($"{unavailable.Message} Try again."),
        // A database that was open and can't be opened any more does not answer either.
        StoreRefusedException => ProblemResult.Unavailable("The database does not answer. Try again."),
        PasswordsBusyException => ProblemResult.Unavailable("Too many passwords wait to be checked: try again."),
        _ => null,
    };
}
