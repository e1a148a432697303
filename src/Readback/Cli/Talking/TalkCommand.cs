using System.CommandLine;
using Readback.Client;

namespace Readback.Cli.Talking;

/// <summary>What commands that talk to a server share: who they are, how they are interrupted, and how they fail.</summary>
internal static class TalkCommand
{
    /// <summary>How long the end of a command waits for the server to take the log-out.</summary>
    private const int LogOutSeconds = 2;

    public delegate Task<int> Act(ParseResult parsed, ReadbackSpace space, Terminal terminal, CancellationToken cancellation);

    public static Command Talking(this Command command, Act act)
    {
        var options = new ServerOptions(System.Environment.GetEnvironmentVariable);
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => DataCommand.Run(
            parsed, (terminal, stop) => Run(parsed, options, act, terminal, stop), cancellation));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, ServerOptions options, Act act, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            using var client = options.Connect(parsed);
            var space = client.Space(options.Space(parsed) is { Length: > 0 } name ? name : null);
            try
            {
                return await act(parsed, space, terminal, cancellation);
            }
            finally
            {
                await LogOut(client);
            }
        }
        catch (MisuseException e)
        {
            terminal.Error.WriteLine(e.Message);
            return ExitCodes.Misused;
        }
        catch (ReadbackException e)
        {
            return terminal.Fail(SafeText.OneLine(e.Message));
        }
    }

    /// <summary>No session is left behind by a command that is started every minute; one that can't be ended ends by itself.</summary>
    private static async Task LogOut(ReadbackClient client)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(LogOutSeconds), TimeProvider.System);
        try
        {
            await client.LogOutAsync(bound.Token);
        }
        catch (Exception e) when (e is ReadbackException or OperationCanceledException)
        {
            // The server has gone, and what was to be done is done.
        }
    }
}
