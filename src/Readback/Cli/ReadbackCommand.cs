using System.CommandLine;

namespace Readback.Cli;

/// <summary>The command line of <c>readback</c>.</summary>
internal static class ReadbackCommand
{
    /// <summary>The server ends by itself when it is told to: nobody else is to count the seconds.</summary>
    private static readonly InvocationConfiguration WithoutDeadline = new() { ProcessTerminationTimeout = null };

    /// <summary>Every command there is; a new one is one line here, and a file beside this one.</summary>
    public static RootCommand Create(Serve serve)
    {
        var root = new RootCommand("Readback: a chat for control rooms, on one server of your own.")
        {
            ServeCommand.Create(serve),
            CheckConfigCommand.Create(),
        };
        ServeCommand.Become(root, serve);
        return root;
    }

    public static async Task<int> Run(IReadOnlyList<string> arguments, Serve serve)
    {
        var parsed = Create(serve).Parse(arguments);
        var code = await parsed.InvokeAsync(WithoutDeadline);
        return parsed.Errors.Count > 0 ? ExitCodes.Misused : code;
    }
}
