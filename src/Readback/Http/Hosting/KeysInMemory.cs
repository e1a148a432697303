using Microsoft.AspNetCore.DataProtection;

namespace Readback.Http.Hosting;

/// <summary>
/// The framework's authentication brings ASP.NET's data protection along, which writes keys to the home directory at the
/// start. Nothing here protects anything with them.
/// </summary>
internal static class KeysInMemory
{
    private const string HostedService = "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService";

    /// <summary>To be called when all other services are registered.</summary>
    public static void KeepKeysInMemory(this IServiceCollection services)
    {
        foreach (var starter in services.Where(service => service.ImplementationType?.FullName == HostedService).ToList())
        {
            services.Remove(starter);
        }
        services.AddSingleton<IDataProtectionProvider>(_ => new EphemeralDataProtectionProvider());
    }
}
