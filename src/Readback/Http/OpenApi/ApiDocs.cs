using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace Readback.Http.OpenApi;

/// <summary>The API for people, at <c>/docs</c>. All of it comes from this server, and it asks no other.</summary>
internal static class ApiDocs
{
    private const int NonceBytes = 16;

    public static void MapApiDocs(this IEndpointRouteBuilder app) => app.MapScalarApiReference("/docs", (options, http) =>
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        options.WithTitle("Readback").WithNonce(nonce).WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools();
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] =
            $"default-src 'self'; object-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }).AllowAnonymous().ExcludeFromDescription();
}
