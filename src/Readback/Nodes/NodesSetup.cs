using System.Diagnostics.CodeAnalysis;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Postgres;

namespace Readback.Nodes;

/// <summary>What a server needs that is not alone on its database.</summary>
internal static class NodesSetup
{
    /// <summary>Nothing where the database is embedded: then there is nobody else.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services, ReadbackSettings settings)
    {
        if (settings.Store is not { } connectionString)
        {
            return services;
        }
        return services
            .AddSingleton<NodeId>()
            .AddSingleton<IHintChannel>(_ => new PostgresHints(connectionString))
            .AddSingleton<RemotePresence>()
            .AddHosted<HintTeller>()
            .AddHosted<Lookout>()
            .AddHosted<HintListener>()
            .AddHosted<LocalPresence>();
    }

    private static IServiceCollection AddHosted<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
