using System.Buffers;

namespace Readback.Http;

/// <summary>Reads a body into memory, up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The body's bytes, or <c>null</c> where it is longer than <paramref name="maxBytes"/>.</summary>
    public static ValueTask<byte[]?> Read(HttpRequest request, int maxBytes) =>
        Read(request, maxBytes, static body => body.ToArray());

    /// <summary>What is made of the body, or <c>null</c> where it is longer than <paramref name="maxBytes"/>.</summary>
    public static async ValueTask<T?> Read<T>(HttpRequest request, int maxBytes, Func<ReadOnlySequence<byte>, T> make)
        where T : class
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }
            if (read.IsCompleted)
            {
                var made = make(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return made;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
