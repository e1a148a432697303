using Readback.Chat;
using Readback.Configuration;
using Readback.Directory;
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
        builder.Services.AddSingleton<LogMetrics>();
        builder.Services.AddSingleton<LogWriter>();
        builder.Services.AddChat();

        var app = builder.Build();
        await app.Services.GetRequiredService<DirectoryCache>().CatchUp();
        app.UseTenancy();
        app.MapChat();
        return app;
    }
}
