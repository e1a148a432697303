namespace Readback.Http;

internal static class HttpJsonSetup
{
    /// <summary>What every feature's JSON has in common. Contexts in a chain don't bring their own converters along.</summary>
    public static IServiceCollection AddHttpJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.Converters.Add(new WireDateConverter());
        json.SerializerOptions.TypeInfoResolverChain.Insert(0, HttpJson.Default);
    });
}
