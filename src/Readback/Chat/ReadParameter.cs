using Readback.Http;

namespace Readback.Chat;

/// <summary>The parameter <c>isRead</c>.</summary>
internal static class ReadParameter
{
    public static bool TryRead(string? text, out bool? isRead, ref ProblemResult problem)
    {
        isRead = text switch { "true" => true, "false" => false, _ => null };
        if (isRead is not null || string.IsNullOrEmpty(text))
        {
            return true;
        }
        problem = ProblemResult.BadRequest("isRead: must be true or false.");
        return false;
    }
}
