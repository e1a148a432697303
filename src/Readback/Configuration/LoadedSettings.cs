namespace Readback.Configuration;

/// <summary>The settings in force, where each came from, and what was wrong.</summary>
/// <param name="Settings">The settings; to be used only where there is no problem.</param>
/// <param name="Origins">Where a setting that is not at its default came from, by its name.</param>
/// <param name="Problems">What is wrong: a sentence each, that names the setting, where it came from and the rule.</param>
internal sealed record LoadedSettings(
    ReadbackSettings Settings, IReadOnlyDictionary<string, string> Origins, IReadOnlyList<string> Problems)
{
    public const string DefaultOrigin = "default";

    public bool AreGood => Problems.Count == 0;

    public string OriginOf(Setting setting) => Origins.GetValueOrDefault(setting.Name, DefaultOrigin);

    public static LoadedSettings Load(SettingsSources sources)
    {
        var problems = new List<string>();
        var origins = new Dictionary<string, string>();
        var settings = new ReadbackSettings();
        foreach (var given in sources.Read(problems))
        {
            if (given.Setting.Change(settings, given.Values) is { } changed)
            {
                settings = changed;
                origins[given.Setting.Name] = given.Origin;
                if (given.Setting.IsSecret && File.Exists(given.Origin))
                {
                    settings = settings with { SecretFiles = [.. settings.SecretFiles.Union([given.Origin])] };
                }
            }
            else
            {
                problems.Add(Broken(given));
            }
        }
        if (problems.Count == 0)
        {
            problems.AddRange(SettingsTogether.Problems(settings));
        }
        return new LoadedSettings(settings, origins, problems);
    }

    private static string Broken(GivenValue given)
    {
        var value = given.Setting.IsSecret || given.Values.Count == 0 ? "" : $", not \"{string.Join(", ", given.Values)}\"";
        var each = given.Setting.IsList ? "each must be" : "must be";
        return $"{given.Setting.Name} (from {given.Origin}): {each} {given.Setting.Rule}{value}.";
    }
}
