using System.Globalization;
using System.Text.RegularExpressions;

namespace Readback.Configuration;

/// <summary>One setting: what it is called, what it means, what it may be, and where in the model it lives.</summary>
internal sealed partial record Setting(string Name, string Description, string Rule)
{
    /// <summary>The setting's value as text, for people; empty where there is none.</summary>
    public required Func<ReadbackSettings, IReadOnlyList<string>> Read { get; init; }

    /// <summary>The settings with this one changed, or <c>null</c> where the value breaks the rule.</summary>
    public required Func<ReadbackSettings, IReadOnlyList<string>, ReadbackSettings?> Change { get; init; }

    /// <summary>Shown to nobody.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Holds any number of values: a JSON array, or text with commas.</summary>
    public bool IsList { get; init; }

    /// <summary><c>sessions.accessTokenSeconds</c> is <c>READBACK_SESSIONS_ACCESS_TOKEN_SECONDS</c>.</summary>
    public string EnvironmentName => $"READBACK_{WordStarts.Replace(Name, "_").Replace('.', '_').ToUpperInvariant()}";

    /// <summary>The value as shown to people.</summary>
    public string Show(ReadbackSettings settings) => Read(settings) switch
    {
        [] => "(none)",
        _ when IsSecret => "(hidden)",
        var values => string.Join(", ", values),
    };

    public static Setting Number(
        string name, string description, int minimum, int maximum,
        Func<ReadbackSettings, int> read, Func<ReadbackSettings, int, ReadbackSettings> change) =>
        new(name, description, $"a whole number from {minimum} to {maximum}")
        {
            Read = settings => [read(settings).ToString(CultureInfo.InvariantCulture)],
            Change = (settings, values) =>
                values is [var text] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= minimum && number <= maximum
                    ? change(settings, number)
                    : null,
        };

    public static Setting Text(
        string name, string description, string rule, Func<string, bool> isGood,
        Func<ReadbackSettings, string?> read, Func<ReadbackSettings, string, ReadbackSettings> change) =>
        new(name, description, rule)
        {
            Read = settings => read(settings) is { } text ? [text] : [],
            Change = (settings, values) => values is [var text] && isGood(text) ? change(settings, text) : null,
        };

    public static Setting List(
        string name, string description, string rule, Func<string, bool> isGood,
        Func<ReadbackSettings, IReadOnlyList<string>> read,
        Func<ReadbackSettings, IReadOnlyList<string>, ReadbackSettings> change) =>
        new(name, description, rule)
        {
            IsList = true,
            Read = read,
            Change = (settings, values) => values.All(isGood) ? change(settings, values) : null,
        };

    public static Setting Choice<T>(
        string name, string description, Func<ReadbackSettings, T> read, Func<ReadbackSettings, T, ReadbackSettings> change)
        where T : struct, Enum =>
        new(name, description, $"one of {string.Join(", ", Enum.GetNames<T>())}")
        {
            Read = settings => [read(settings).ToString()],
            Change = (settings, values) =>
                values is [var text] && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
                    ? change(settings, Enum.Parse<T>(text, ignoreCase: true))
                    : null,
        };

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStarts { get; }
}
