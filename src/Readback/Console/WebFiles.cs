using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using Readback.Configuration;

namespace Readback.Console;

/// <summary>
/// Serves the console at <c>/</c> and the element's scripts beside it. They are the only pages of the house, so the
/// policy on what a page may do stands here.
/// </summary>
internal static class WebFiles
{
    private const string Prefix = "web/";
    private const string Index = "/index.html";

    /// <summary>The element's scripts: pages of any site may load them, as a module only where this is said.</summary>
    private const string ElementPath = "/readback-chat";

    /// <summary>A file under this path has its content's hash in its name, and never changes.</summary>
    private const string HashedPath = "/assets/";

    public static IApplicationBuilder UseConsole(this IApplicationBuilder app, ReadbackSettings settings)
    {
        var files = Load();
        var policy = PagePolicy(settings.Network.FrameAncestors);
        return app.Use((http, next) =>
        {
            var path = http.Request.Path == "/" ? Index : http.Request.Path.Value ?? "";
            return files.TryGetValue(path, out var file) && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
                ? Serve(http, file, path, policy)
                : next(http);
        });
    }

    /// <summary>
    /// Only what this server itself gives: no script or style inside the page, no other host, and only the named sites may
    /// put the console into a frame. Styles of the element are sheets made by its script, which this allows.
    /// </summary>
    private static string PagePolicy(IReadOnlyList<string> frameAncestors) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:; "
        + "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        + $"frame-ancestors {(frameAncestors.Count == 0 ? "'self'" : string.Join(' ', frameAncestors.Prepend("'self'")))}";

    private static async Task Serve(HttpContext http, WebFile file, string path, string policy)
    {
        var headers = http.Response.GetTypedHeaders();
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        http.Response.Headers.CacheControl =
            path.StartsWith(HashedPath, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = file.ETag;
        if (path.StartsWith(ElementPath, StringComparison.Ordinal))
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
        }
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(file.ETag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var (bytes, encoding) = file.In(http.Request.Headers.AcceptEncoding);
        if (encoding is not null)
        {
            http.Response.Headers.ContentEncoding = encoding;
        }
        http.Response.ContentType = file.ContentType;
        http.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    private static FrozenDictionary<string, WebFile> Load()
    {
        var assembly = typeof(WebFiles).Assembly;
        var types = new FileExtensionContentTypeProvider();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[(Prefix.Length - 1)..],
                name =>
                {
                    using var content = new MemoryStream();
                    assembly.GetManifestResourceStream(name)!.CopyTo(content);
                    return new WebFile(content.ToArray(), types.TryGetContentType(name, out var type) ? type : "application/octet-stream");
                });
    }
}
