using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Readback.Http;
using Readback.Storage;

namespace Readback.Directory;

/// <summary>
/// Who may call an endpoint. What says nothing is for anybody who is logged in and need not change the password first.
/// </summary>
internal static class Access
{
    private const string AdminPolicy = "admin";
    private const string AdminOrAuditorPolicy = "admin-or-auditor";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        var everybody = new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement(_ => true)).Build();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(everybody)
            .SetFallbackPolicy(everybody)
            .AddPolicy(AdminPolicy, policy => policy.AddRequirements(new AccessRequirement(user => user.IsAdmin)))
            .AddPolicy(AdminOrAuditorPolicy, policy => policy.AddRequirements(
                new AccessRequirement(user => user.IsAdmin || user.IsAuditor)));
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        return services;
    }

    public static TBuilder RequireAdmin<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(AdminPolicy);

    public static TBuilder RequireAdminOrAuditor<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(AdminOrAuditorPolicy);

    /// <summary>Open to a user who must change the password before anything else.</summary>
    public static TBuilder AllowBeforePasswordReset<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new BeforePasswordReset());

    /// <summary>Open to machines whose token is for this; all that does not say so is for people.</summary>
    public static TBuilder AllowMachines<TBuilder>(this TBuilder endpoints, MachineScope scope) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ForMachines(scope));

    /// <summary>What a machine's token must be for at an endpoint; nothing where machines have no business.</summary>
    public static MachineScope? ScopeFor(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ForMachines>()?.Scope;

    /// <summary>Whether an endpoint is for administrators, or for these and auditors.</summary>
    public static bool IsAdministration(Endpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .Any(rule => rule.Policy is AdminPolicy or AdminOrAuditorPolicy);

    private sealed class BeforePasswordReset;

    private sealed record ForMachines(MachineScope Scope);

    private sealed record AccessRequirement(Func<DirectoryUser, bool> HasRole) : IAuthorizationRequirement;

    private sealed class AccessHandler : AuthorizationHandler<AccessRequirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
        {
            if (context.Resource is HttpContext http && Refuse(http, requirement) is null)
            {
                context.Succeed(requirement);
            }
            return Task.CompletedTask;
        }
    }

    /// <summary>What routing finds where an address is known and the method is not.</summary>
    private const string WrongMethodEndpoint = "405 HTTP Method Not Supported";

    /// <summary>Says why somebody is turned away.</summary>
    private sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(
            RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            // An address behind which there is nothing is nobody's secret, nor are its methods: answered further on.
            if (authorizeResult.Succeeded || context.GetEndpoint() is null or { DisplayName: WrongMethodEndpoint })
            {
                return next(context);
            }
            var refusals = policy.Requirements.OfType<AccessRequirement>().Select(requirement => Refuse(context, requirement));
            return context.Refuse(refusals.FirstOrDefault(refusal => refusal is not null) ?? Refusals.NotLoggedIn);
        }
    }

    private static ProblemResult? Refuse(HttpContext http, AccessRequirement requirement) => Caller.Find(http) switch
    {
        null => Refusals.NotLoggedIn,
        { User.Row.RequirePasswordReset: true } when http.GetEndpoint()?.Metadata.GetMetadata<BeforePasswordReset>() is null =>
            Refusals.PasswordResetRequired,
        { User.Machine: { } machine } when !IsFor(machine, ScopeFor(http.GetEndpoint())) => Refusals.NotForMachine,
        { } caller => requirement.HasRole(caller.User) ? null : Refusals.RoleMissing,
    };

    private static bool IsFor(MachineRow machine, MachineScope? scope) => scope switch
    {
        MachineScope.Send => machine.MaySend,
        MachineScope.Read => machine.MayRead,
        _ => false,
    };
}
