using System.Buffers;
using System.Text;
using Readback.Http;
using Readback.Http.OpenApi;
using Readback.Storage;

namespace Readback.Directory;

/// <summary>
/// The rule on tenants (contract, section 2): the header <c>X-Space</c> names a space, and only its members come in.
/// Whether a space does not exist, is closed or is somebody else's is told apart by nothing.
/// </summary>
internal static class Tenancy
{
    public const string HeaderName = "X-Space";

    /// <summary>A name of 100 characters, each of them percent-encoded.</summary>
    private const int MaxHeaderLength = 900;

    /// <summary>What says what it is: ASCII but for the sign that begins an escape.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(ascii => (char)ascii).Where(ascii => ascii != '%')]);

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Lets only members of the space in <c>X-Space</c> through to these endpoints.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="orInQuery">Whether <c>?space=</c> may stand for the header, as <c>EventSource</c> sends none.</param>
    public static TBuilder RequireMember<TBuilder>(this TBuilder endpoints, bool orInQuery = false)
        where TBuilder : IEndpointConventionBuilder => endpoints
            .WithMetadata(new MembersOnly(orInQuery))
            .WithRequestHeader(
                HeaderName, "The space's name, in UTF-8 or percent-encoded; case ignored. A machine's token names its space, and may leave it out.", ValueRule.UpTo(MaxHeaderLength, 1), required: !orInQuery)
            .WithProblems(400, 403);

    /// <summary>The name in the header, or <c>null</c> where it is missing, empty or not UTF-8.</summary>
    /// <remarks>The server reads this header as Latin-1, that is byte for byte. Names hold no <c>%</c>.</remarks>
    public static string? SpaceName(HttpRequest request)
    {
        var header = request.Headers[HeaderName];
        if (header.Count != 1 || header[0] is not { Length: > 0 } name)
        {
            return null;
        }
        if (!name.AsSpan().ContainsAnyExcept(Plain))
        {
            return name;
        }
        try
        {
            return Uri.UnescapeDataString(StrictUtf8.GetString(Encoding.Latin1.GetBytes(name)));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Runs after authorisation, and before an endpoint's parameters are bound.</summary>
    public static IApplicationBuilder UseTenancy(this IApplicationBuilder app)
    {
        var directory = app.ApplicationServices.GetRequiredService<DirectoryCache>();
        return app.Use((http, next) =>
            http.GetEndpoint()?.Metadata.GetMetadata<MembersOnly>() is { } rule && Refuse(http, rule, directory) is { } refusal
                ? http.Refuse(refusal)
                : next(http));
    }

    private static ProblemResult? Refuse(HttpContext http, MembersOnly rule, DirectoryCache directory)
    {
        if (Caller.Find(http) is { User.Machine: { } machine } itself && NamesNone(http.Request, rule))
        {
            return Enter(http, itself, directory.TryGetSpace(machine.SpaceId, out var its) ? its : null, directory);
        }
        return (SpaceName(http.Request) ?? NameInQuery(http.Request, rule)) is { } name
            ? Enter(http, Caller.Find(http), directory.TryGetSpace(name, out var space) ? space : null, directory)
            : ProblemResult.BadRequest($"{HeaderName}: the header must name a space, once, in UTF-8.");
    }

    private static ProblemResult? Enter(HttpContext http, Caller? caller, SpaceRow? space, DirectoryCache directory)
    {
        if (caller is null || space is null || !directory.IsMember(caller.User, space.Id))
        {
            return Refusals.NotAMember;
        }
        http.Features.Set(new Member(caller, space));
        return null;
    }

    /// <summary>A machine's token names the space already.</summary>
    private static bool NamesNone(HttpRequest request, MembersOnly rule) =>
        request.Headers[HeaderName].Count == 0 && !(rule.OrInQuery && request.Query.ContainsKey("space"));

    private static string? NameInQuery(HttpRequest request, MembersOnly rule) =>
        rule.OrInQuery && request.Query["space"] is [{ Length: > 0 } name] ? name : null;

    private sealed record MembersOnly(bool OrInQuery);
}
