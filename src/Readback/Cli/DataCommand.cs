using System.CommandLine;
using System.Runtime.InteropServices;
using Readback.Storage;

namespace Readback.Cli;

/// <summary>What commands on a data directory share: where it is, how they are interrupted, and how they fail.</summary>
internal static class DataCommand
{
    public delegate Task<int> Act(ParseResult parsed, string directory, Terminal terminal, CancellationToken cancellation);

    /// <summary>Gives a command the options that choose a data directory, and what it does there.</summary>
    public static Command OnData(this Command command, Act act)
    {
        var options = new SettingsOptions();
        options.AddDataTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = options.Load(parsed);
            return loaded.AreGood
                ? await Run(parsed, loaded.Settings.Data, act, cancellation)
                : CheckConfigCommand.Refuse(parsed, loaded);
        });
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, string directory, Act act, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        var terminal = new Terminal(parsed.InvocationConfiguration);
        try
        {
            return await act(parsed, directory, terminal, stop.Token);
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
