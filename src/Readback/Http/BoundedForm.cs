using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Readback.Http;

/// <summary>Reads a form, urlencoded or multipart, up to a limit on its bytes; how many values it holds is the caller's rule.</summary>
internal static class BoundedForm
{
    /// <summary>The form, or <c>null</c> where its body is longer than <paramref name="maxBytes"/>.</summary>
    /// <exception cref="BadHttpRequestException">The form is malformed.</exception>
    public static ValueTask<Form?> Read(HttpRequest request, int maxBytes) =>
        IsPlain(request) ? ReadPlain(request, maxBytes) : ReadAny(request, maxBytes);

    /// <summary>Urlencoded UTF-8, as nearly every form is: the marks of ten thousand messages, say.</summary>
    private static bool IsPlain(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Encoding is UTF8Encoding);

    /// <summary>The framework's reader of such forms begins a long value anew with each piece of it that arrives.</summary>
    private static ValueTask<Form?> ReadPlain(HttpRequest request, int maxBytes) =>
        BoundedBody.Read(request, maxBytes, static body => new Form(body));

    private static async ValueTask<Form?> ReadAny(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = maxBytes;
        }
        request.HttpContext.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            ValueCountLimit = maxBytes,
            ValueLengthLimit = maxBytes,
            KeyLengthLimit = maxBytes,
            MultipartBodyLengthLimit = maxBytes,
            BufferBodyLengthLimit = maxBytes,
        }));
        try
        {
            return new Form(await request.ReadFormAsync(request.HttpContext.RequestAborted));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        // A form of parts that ends before its last part does is told of as a stream that ends too early.
        catch (Exception e) when (e is InvalidDataException
            || (e is IOException and not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested))
        {
            throw new BadHttpRequestException("The form is malformed.", e);
        }
    }
}
