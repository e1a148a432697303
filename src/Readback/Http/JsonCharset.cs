using System.Text;
using Microsoft.Net.Http.Headers;
using Readback.Text;

namespace Readback.Http;

/// <summary>
/// JSON is UTF-8 (RFC 8259, section 8.1): whoever names that charset, quoted or not, is read like who names none, and another
/// one is refused before the framework looks for an encoding of that name, and fails where there is none.
/// </summary>
internal static class JsonCharset
{
    public static IApplicationBuilder UseJsonCharset(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!http.Request.HasJsonContentType() || !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.Charset.Value is null)
        {
            return next(http);
        }
        if (BodyCharset.Find(HeaderUtilities.UnescapeAsQuotedString(type.Charset).ToString(), []) is not UTF8Encoding)
        {
            return new ProblemResult(StatusCodes.Status415UnsupportedMediaType, BodyDecoding.JsonIsUtf8).ExecuteAsync(http);
        }
        http.Request.ContentType = type.MediaType.Value;
        return next(http);
    });
}
