using System.CommandLine;
using Readback.Configuration;

namespace Readback.Cli;

/// <summary>Runs a server until it is told to stop, and returns the process' exit code.</summary>
internal delegate Task<int> Serve(ReadbackSettings settings);

/// <summary><c>readback serve</c>, which is also what <c>readback</c> alone does.</summary>
internal static class ServeCommand
{
    public static Command Create(Serve serve)
    {
        var command = new Command("serve", "Run the server (the default).");
        Become(command, serve);
        return command;
    }

    /// <summary>Makes a command serve.</summary>
    public static void Become(Command command, Serve serve)
    {
        var options = new SettingsOptions();
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var loaded = options.Load(parsed);
            return loaded.AreGood ? await serve(loaded.Settings) : CheckConfigCommand.Refuse(parsed, loaded);
        });
    }
}
