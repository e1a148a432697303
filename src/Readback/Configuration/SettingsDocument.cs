using System.Text;

namespace Readback.Configuration;

/// <summary>The settings for people to read: those in force, and all there are.</summary>
internal static class SettingsDocument
{
    /// <summary>What <c>readback check-config</c> prints: every setting, its value, and where that came from.</summary>
    public static string InForce(LoadedSettings loaded)
    {
        var width = SettingsTable.All.Max(setting => setting.Name.Length);
        var text = new StringBuilder();
        foreach (var setting in SettingsTable.All)
        {
            text.Append(setting.Name.PadRight(width)).Append(" = ").Append(setting.Show(loaded.Settings))
                .Append("  (").Append(loaded.OriginOf(setting)).Append(")\n");
        }
        return text.ToString();
    }

    /// <summary>The page <c>docs/settings.md</c>.</summary>
    public static string Markdown()
    {
        var defaults = new ReadbackSettings();
        var text = new StringBuilder(Introduction);
        foreach (var setting in SettingsTable.All)
        {
            var @default = setting.Read(defaults) is { Count: > 0 } ? $"`{setting.Show(defaults)}`" : "–";
            text.Append($"| `{setting.Name}` | `{setting.EnvironmentName}` | {setting.Description} | {@default} | {setting.Rule} |\n");
        }
        return text.ToString();
    }

    private const string Introduction =
        """
        # Settings

        Readback needs no settings to start. Those it has come, in rising order, from

        1. the defaults below,
        2. a file: `--config <file>`, or else `readback.json` in the working directory if there is one,
        3. environment variables that begin with `READBACK_`,
        4. options of `readback serve`: `--urls`, `--data`.

        The file is a JSON object; what stands before the point in a name is an object of its own. Lists are arrays
        there, and divided by commas anywhere else. Paths are taken from the working directory.

            {
              "urls": ["https://*:443"],
              "network": { "certificateFile": "readback.pem", "certificateKeyFile": "readback.key" }
            }

        Names that do not exist and values out of range stop the start, with a sentence that says which and why (exit
        code 2). `readback check-config` takes the same options, checks the same way, and prints what is in force and
        where it came from. Secrets are never shown; they are best given by the environment, which other users of the
        machine can't read.

        <!-- Made from src/Readback/Configuration/SettingsTable.cs by bin/steps/snapshots. -->

        | setting | environment variable | meaning | default | must be |
        |---|---|---|---|---|

        """;
}
