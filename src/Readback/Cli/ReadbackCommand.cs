using System.CommandLine;
using Readback.Cli.Talking;

namespace Readback.Cli;

/// <summary>The command line of <c>readback</c>.</summary>
internal static class ReadbackCommand
{
    /// <summary>Every command there is; a new one is one line here, and a file beside this one.</summary>
    public static RootCommand Create(Serve serve)
    {
        var root = new RootCommand("Readback: a chat for control rooms, on one server of your own.")
        {
            ServeCommand.Create(serve),
            CheckConfigCommand.Create(),
            UserCommand.Create(),
            SpaceCommand.Create(),
            MachineCommand.Create(),
            KeysCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            VerifyCommand.Create(),
            ExportCommand.Create(),
            MoveCommand.Create(),
            SendCommand.Create(),
            InboxCommand.Create(),
            WatchCommand.Create(),
        };
        ServeCommand.Become(root, serve);
        return root;
    }

    /// <summary>Understands the arguments, does what they say, and returns the process' exit code.</summary>
    public static async Task<int> Run(IReadOnlyList<string> arguments, Serve serve, InvocationConfiguration? configuration = null)
    {
        var parsed = Create(serve).Parse(arguments);
        configuration ??= new InvocationConfiguration();
        // The server ends by itself when it is told to: nobody else is to count the seconds.
        configuration.ProcessTerminationTimeout = null;
        var code = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? ExitCodes.Misused : code;
    }
}
