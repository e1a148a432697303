using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Configuration;
using Readback.Directory;
using Readback.Http.OpenApi;

namespace Readback.Operating;

/// <summary>What whoever runs the server is to know without having read anything.</summary>
internal static partial class OperatingApi
{
    public static IServiceCollection AddOperating(this IServiceCollection services, string meterName) => services
        .AddSingleton(provider => new BackupWatch(
            provider.GetRequiredService<ReadbackSettings>(), provider.GetRequiredService<DirectoryCache>(),
            provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>(), meterName))
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OperatingJson.Default));

    public static void MapOperating(this WebApplication app)
    {
        app.Services.GetRequiredService<BackupWatch>();
        app.MapGet("/api/warnings", ListWarnings).WithTags("Operating").RequireAdmin().WithProblems(403);
    }

    /// <summary>At every start: a log is read where a page is not.</summary>
    public static void LogWarnings(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Readback.Operating");
        foreach (var warning in SettingsWarnings.Of(app.Services.GetRequiredService<ReadbackSettings>()))
        {
            LogUnsafe(log, warning.Setting, warning.Text);
        }
    }

    /// <summary>The hints that <c>/health/ready</c> adds to its answer.</summary>
    public static IReadOnlyList<string> Hints(IServiceProvider services) => services.GetRequiredService<BackupWatch>().Hints();

    /// <summary>Settings that work and are not safe, as <c>readback check-config</c> lists them; none is what there should be.</summary>
    public static Ok<IReadOnlyList<SettingWarning>> ListWarnings(ReadbackSettings settings) =>
        TypedResults.Ok(SettingsWarnings.Of(settings));

    [LoggerMessage(2001, LogLevel.Warning, "Not safe: {Setting}: {Why}")]
    private static partial void LogUnsafe(ILogger log, string setting, string why);
}

/// <summary>The shapes of this folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SettingWarning>))]
internal sealed partial class OperatingJson : JsonSerializerContext;
