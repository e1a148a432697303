using System.CommandLine;
using Microsoft.Win32.SafeHandles;
using Readback.Client;
using Spectre.Console;

namespace Readback.Cli.Talking;

/// <summary><c>readback watch</c>: what is sent, as it is sent, until it is interrupted. That is its good end.</summary>
internal static class WatchCommand
{
    private const int StandardOutput = 1;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "A line of JSON for each message." };
        return new Command("watch", "Print each message as it comes, until interrupted; goes on by itself when the server was away.") { json }
            .Talking(async (parsed, space, terminal, cancellation) =>
            {
                try
                {
                    await Watch(space, Print(parsed.GetValue(json), terminal), terminal, cancellation);
                }
                catch (Exception e) when (e is IOException || (e is OperationCanceledException && cancellation.IsCancellationRequested))
                {
                    // Whoever was to read it has gone, or said that it is enough.
                }
                return ExitCodes.Good;
            });
    }

    private static async Task Watch(ReadbackSpace space, Action<ChatMessage> print, Terminal terminal, CancellationToken cancellation)
    {
        await foreach (var happened in space.FollowAsync(cancellation: cancellation))
        {
            switch (happened)
            {
                case FeedMessage { Message: var message }:
                    print(message);
                    break;
                case FeedReset:
                    terminal.Error.WriteLine("The server's data was replaced, from a backup for instance: watching goes on at its end.");
                    break;
            }
        }
    }

    private static Action<ChatMessage> Print(bool isJson, Terminal terminal)
    {
        if (terminal.IsWatched && !isJson)
        {
            return message => AnsiConsole.MarkupLine(MessageLine.ForPeople(message));
        }
        var lines = Lines(terminal);
        return message => lines.WriteLine(isJson ? MessageLine.Json(message) : MessageLine.Fields(message));
    }

    /// <summary>
    /// .NET's console says nothing where the reader of a pipe has gone; written to directly, the pipe does, and
    /// <c>readback watch | head -n 1</c> ends.
    /// </summary>
    private static TextWriter Lines(Terminal terminal) =>
        ReferenceEquals(terminal.Out, System.Console.Out) && !OperatingSystem.IsWindows()
            ? new StreamWriter(new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0)) { AutoFlush = true }
            : terminal.Out;
}
