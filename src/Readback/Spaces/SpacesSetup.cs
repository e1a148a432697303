namespace Readback.Spaces;

/// <summary>What the house needs of this folder.</summary>
internal static class SpacesSetup
{
    public static IServiceCollection AddSpaces(this IServiceCollection services) => services
        .AddSingleton<SpaceAdministration>()
        .AddSingleton<MemberAdministration>()
        .AddSingleton<RoleAdministration>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SpacesJson.Default));

    public static void MapSpaces(this IEndpointRouteBuilder app)
    {
        app.MapSpaceAdministration();
        app.MapUserSpaces();
        app.MapUserRoles();
    }
}
