using System.CommandLine;
using System.Globalization;

namespace Readback.Cli;

/// <summary><c>readback keys</c>: the secrets behind tokens, while no server runs on the data.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "The keys that sign tokens, while no server runs on the data.") { Rotate() };

    private static Command Rotate()
    {
        var endSessions = new Option<bool>("--end-sessions")
        {
            Description = "End every session as well: for when the data or a backup of it got into other hands.",
        };
        return new Command("rotate", "Make the keys anew. Whoever is logged in goes on with the refresh token.") { endSessions }
            .OfflineAlone(async (parsed, offline, terminal) => terminal.Tell(
                await offline.Keys.Rotate(CommandLineActor.Actor, parsed.GetValue(endSessions)),
                ended => parsed.GetValue(endSessions)
                    ? string.Create(CultureInfo.InvariantCulture, $"The keys are new, and {ended} sessions have ended.")
                    : "The keys are new."));
    }
}
