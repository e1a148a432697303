namespace Readback.Configuration;

/// <summary>A value that somebody gave a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Values">What was given; one value, or any number of them for a list.</param>
/// <param name="Origin">Where, as a person would say it: a file and key, a variable, an option.</param>
internal sealed record GivenValue(Setting Setting, IReadOnlyList<string> Values, string Origin)
{
    /// <summary>From a text that came by a variable or an option: lists are split at commas and semicolons.</summary>
    public static GivenValue OfText(Setting setting, string text, string origin) => new(
        setting,
        setting.IsList ? text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text],
        origin);
}
