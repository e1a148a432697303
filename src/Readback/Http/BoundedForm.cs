using Microsoft.AspNetCore.Http.Features;

namespace Readback.Http;

/// <summary>Reads a form, urlencoded or multipart, up to a limit on its bytes; how many values it holds is the caller's rule.</summary>
internal static class BoundedForm
{
    /// <summary>The form, or <c>null</c> where its body is longer than <paramref name="maxBytes"/>.</summary>
    /// <exception cref="BadHttpRequestException">The form is malformed.</exception>
    public static async ValueTask<IFormCollection?> Read(HttpRequest request, int maxBytes)
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
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
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
