using System.Diagnostics.CodeAnalysis;

namespace Readback.Text;

/// <summary>The text that a request's body holds, or why there is none.</summary>
internal readonly record struct DecodedBody
{
    private DecodedBody(string? text, BodyFault? fault) => (Text, Fault) = (text, fault);

    public string? Text { get; }

    public BodyFault? Fault { get; }

    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsText => Text is not null;

    public static DecodedBody Of(string text) => new(text, null);

    public static DecodedBody Malformed(string sentence) => new(null, new(StatusCodes.Status400BadRequest, sentence));

    public static DecodedBody Unsupported(string sentence) =>
        new(null, new(StatusCodes.Status415UnsupportedMediaType, sentence));
}

/// <summary>The status to answer with, 400 or 415, and the rule that was broken, in words.</summary>
internal sealed record BodyFault(int Status, string Sentence);
