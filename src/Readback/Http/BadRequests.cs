using System.Text.RegularExpressions;

namespace Readback.Http;

/// <summary>The framework's refusals in our words: its own name types of the program, which are nobody's business.</summary>
internal static partial class BadRequests
{
    public const string WrongMediaType = "Content-Type: the body is not of a media type that this call reads.";

    public static string Sentence(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => "The request did not arrive in time.",
        StatusCodes.Status413PayloadTooLarge => "The body is too long.",
        StatusCodes.Status415UnsupportedMediaType => WrongMediaType,
        _ when Parameter.Match(bad.Message) is { Success: true } match => Sentence(bad.Message, match.Groups["name"].Value),
        _ => bad.Message,
    };

    private static string Sentence(string message, string parameter) => message switch
    {
        _ when message.Contains("request body", StringComparison.Ordinal) => "The body can't be read.",
        _ when message.Contains("from body", StringComparison.Ordinal) => "The body must be given, as JSON.",
        _ when message.StartsWith("Required", StringComparison.Ordinal) => $"{parameter}: must be given.",
        _ => $"{parameter}: the value is not of the type that this parameter has.",
    };

    [GeneratedRegex("parameter \"(?:[^\"]* )?(?<name>[^\" ]+)\"")]
    private static partial Regex Parameter { get; }
}
