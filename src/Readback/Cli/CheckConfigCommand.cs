using System.CommandLine;
using Readback.Configuration;

namespace Readback.Cli;

/// <summary><c>readback check-config</c>: the settings that a server would have, and where each came from.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var command = new Command("check-config", "Check the settings and print those in force, secrets hidden; and what of them is not safe.");
        var options = new SettingsOptions();
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var loaded = options.Load(parsed);
            if (!loaded.AreGood)
            {
                return Refuse(parsed, loaded);
            }
            parsed.InvocationConfiguration.Output.Write(SettingsDocument.InForce(loaded));
            foreach (var warning in SettingsWarnings.Of(loaded.Settings))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"Not safe: {warning.Setting}: {warning.Text}");
            }
            return ExitCodes.Good;
        });
        return command;
    }

    /// <summary>Says what is wrong with the settings.</summary>
    public static int Refuse(ParseResult parsed, LoadedSettings loaded)
    {
        foreach (var problem in loaded.Problems)
        {
            parsed.InvocationConfiguration.Error.WriteLine(problem);
        }
        return ExitCodes.Misused;
    }
}
