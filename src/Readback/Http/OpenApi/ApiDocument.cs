using Microsoft.OpenApi;
using Readback.Configuration;

namespace Readback.Http.OpenApi;

/// <summary>The description of the API at <c>/openapi/v1.json</c>, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    public const string Bearer = "bearer";
    public const string Cookie = "cookie";

    private const string Description =
        """
        The chat of a control room: messages that are on disk when they are acknowledged, and on record who has read
        them and when. Every error is `application/problem+json`, those of the server itself too (404, 405, 408, 413,
        414, 431, 500, 503); `default` stands for them below.
        """;

    public static IServiceCollection AddApiDocument(this IServiceCollection services, SessionSettings sessions) =>
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddSchemaTransformer(NumberSchemas.Apply);
            options.AddOperationTransformer(OperationDescription.Apply);
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document, sessions);
                return Task.CompletedTask;
            });
        });

    public static void MapApiDocument(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static void Describe(OpenApiDocument document, SessionSettings sessions)
    {
        document.Info = new OpenApiInfo { Title = "Readback", Version = "v1", Description = Description };
        // Whoever reads the document knows where it came from; no host's name belongs into it.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access_token that /login and /refresh answer. Where both are sent, it alone counts.",
            },
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = sessions.AccessCookieName,
                Description = "Set by /login and /refresh; for pages of this server only.",
            },
        };
    }
}
