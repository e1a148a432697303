using Readback.Accounts;
using Readback.Chat;
using Readback.Configuration;
using Readback.Directory;
using Readback.Http;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Sqlite;

namespace Readback;

/// <summary>Puts the house together: what it is made of, which way a request goes through it, and what it answers.</summary>
internal static class Server
{
    /// <summary>A server on its opened data, ready to start.</summary>
    /// <exception cref="StoreRefusedException">The data directory can't be opened.</exception>
    public static async Task<WebApplication> Build(ReadbackSettings settings, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton<IStore>(services =>
            SqliteStore.Open(settings.Data, services.GetRequiredService<ILogger<SqliteStore>>()));
        builder.Services.AddSingleton<DirectoryCache>();
        builder.Services.AddSingleton<DirectoryWriter>();
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddSingleton<LogMetrics>();
        builder.Services.AddSingleton<LogWriter>();
        builder.Services.AddHttpJson();
        builder.Services.AddProblems();
        builder.Services.AddCrossSite(settings);
        builder.Services.AddAccess();
        builder.Services.AddAccounts();
        builder.Services.AddChat();

        var app = builder.Build();
        await PrepareData(app);
        foreach (var url in settings.Urls)
        {
            app.Urls.Add(url);
        }
        app.UseProblems(Translate);
        app.UseRouting();
        app.UseCrossSite();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseTenancy();
        app.MapAccounts();
        app.MapChat();
        return app;
    }

    private static async Task PrepareData(WebApplication app)
    {
        try
        {
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

    private static ProblemResult? Translate(Exception e) => e is StoreUnavailableException
        ? ProblemResult.Unavailable("The database does not answer just now: try again.")
        : null;
}
