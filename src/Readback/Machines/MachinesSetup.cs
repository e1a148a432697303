namespace Readback.Machines;

/// <summary>What the house needs of this folder.</summary>
internal static class MachinesSetup
{
    public static IServiceCollection AddMachines(this IServiceCollection services) => services
        .AddSingleton<MachineAdministration>()
        .AddSingleton<MachineRate>()
        .AddSingleton<MachineUse>()
        .AddHostedService(provider => provider.GetRequiredService<MachineUse>())
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, MachinesJson.Default));
}
