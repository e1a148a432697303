using System.Collections;

namespace Readback.Configuration;

/// <summary>Where settings come from, in rising order: the defaults, a file, the environment, options of the command line.</summary>
internal sealed record SettingsSources
{
    public const string EnvironmentPrefix = "READBACK_";

    /// <summary>The file that was asked for. Where none was, <c>readback.json</c> in the working directory, if there is one.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Variables of the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the command line, by the setting's name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public static IReadOnlyDictionary<string, string> ProcessEnvironment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");

    public IEnumerable<GivenValue> Read(List<string> problems) =>
        [.. FromFile(problems), .. FromEnvironment(problems), .. FromOptions()];

    private IEnumerable<GivenValue> FromFile(List<string> problems) =>
        ConfigFile is not null || File.Exists(SettingsFile.DefaultName)
            ? SettingsFile.Read(ConfigFile ?? SettingsFile.DefaultName, problems)
            : [];

    private IEnumerable<GivenValue> FromEnvironment(List<string> problems)
    {
        foreach (var (name, value) in Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase) || ClientVariables.All.Contains(name))
            {
                continue;
            }
            if (SettingsTable.All.FirstOrDefault(setting => setting.EnvironmentName.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                yield return GivenValue.OfText(found, value, $"the environment variable {name}");
            }
            else
            {
                problems.Add($"The environment variable {name} names no setting.{Guess(name)}");
            }
        }
    }

    /// <summary>The usual slip is an underscore too many or too few.</summary>
    private static string Guess(string name) =>
        SettingsTable.All.FirstOrDefault(setting => Letters(setting.EnvironmentName) == Letters(name)) is { } meant
            ? $" Is {meant.EnvironmentName} meant?"
            : "";

    private static string Letters(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private IEnumerable<GivenValue> FromOptions() =>
        from setting in SettingsTable.All
        where Options.ContainsKey(setting.Name)
        select GivenValue.OfText(setting, Options[setting.Name], $"the option --{setting.Name}");
}
