using System.Globalization;

namespace Readback.Chat;

/// <summary>The header that says what position of the space's log an answer shows, so that a feed can go on from there.</summary>
internal static class LogPosition
{
    public const string HeaderName = "X-Log-Position";

    public static void Show(HttpContext context, long position) =>
        context.Response.Headers[HeaderName] = position.ToString(CultureInfo.InvariantCulture);
}
