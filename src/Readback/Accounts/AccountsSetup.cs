namespace Readback.Accounts;

/// <summary>What the house needs of this folder.</summary>
internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<KnownTokens>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<LoginRate>();
        services.AddSingleton<AccountMetrics>();
        services.AddSingleton<LogIn>();
        services.AddSingleton<Refresh>();
        services.AddSingleton<SessionAnswers>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<UserAdministration>();
        services.AddSingleton<PasswordAdministration>();
        services.AddSingleton<Housekeeping>();
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        return services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountsJson.Default));
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        // Made before anybody logs in, so that a server at which nobody has is seen to count.
        app.ServiceProvider.GetRequiredService<AccountMetrics>();
        app.MapSessions();
        app.MapAuth();
        app.MapUserAdministration();
    }
}
