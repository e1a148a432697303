using System.CommandLine;
using System.Runtime.InteropServices;
using Readback.Configuration;
using Readback.Storage;

namespace Readback.Cli;

/// <summary>What commands on data share: where it is, how they are interrupted, and how they fail.</summary>
internal static class DataCommand
{
    public delegate Task<int> Act(ParseResult parsed, ReadbackSettings settings, Terminal terminal, CancellationToken cancellation);

    public delegate Task<int> ActOnDirectory(ParseResult parsed, string directory, Terminal terminal, CancellationToken cancellation);

    /// <summary>Gives a command the options that choose the data, and what it does there.</summary>
    public static Command OnData(this Command command, Act act)
    {
        var options = new SettingsOptions();
        options.AddDataTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = options.Load(parsed);
            return loaded.AreGood
                ? await Run(parsed, (terminal, stop) => act(parsed, loaded.Settings, terminal, stop), cancellation)
                : CheckConfigCommand.Refuse(parsed, loaded);
        });
        return command;
    }

    /// <summary>The same for what only the embedded database has.</summary>
    /// <param name="command">The command.</param>
    /// <param name="instead">What does it on PostgreSQL.</param>
    /// <param name="act">What it does.</param>
    public static Command OnDirectory(this Command command, string instead, ActOnDirectory act) =>
        command.OnData((parsed, settings, terminal, cancellation) => settings.Store is null
            ? act(parsed, settings.Data, terminal, cancellation)
            : throw new StoreRefusedException(
                $"'{command.Name}' is for a data directory, and the settings name a PostgreSQL database: {instead}"));

    /// <summary>Runs what may be interrupted, and says in a sentence what stood in its way.</summary>
    public static async Task<int> Run(
        ParseResult parsed, Func<Terminal, CancellationToken, Task<int>> act, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        var terminal = new Terminal(parsed.InvocationConfiguration);
        try
        {
            return await act(terminal, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Interrupted.");
        }
        catch (Exception e) when (e is StoreRefusedException or StoreUnavailableException)
        {
            terminal.Error.WriteLine(e.Message);
        }
        return ExitCodes.Failed;
    }

    /// <summary>A command that is interrupted tidies up before it ends.</summary>
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}
