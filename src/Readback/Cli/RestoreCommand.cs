using System.CommandLine;
using Readback.Directory;
using Readback.Storage;
using Readback.Storage.Sqlite;

namespace Readback.Cli;

/// <summary><c>readback restore</c>: a data directory from a backup, with nobody logged in.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup; it is not changed." };
        return new Command("restore", "Make a data directory from a backup. The directory must be empty or missing.") { file }
            .OnDirectory("restore it with pg_restore.", async (parsed, directory, terminal, cancellation) =>
            {
                var path = parsed.GetRequiredValue(file);
                await terminal.ShowProgress(async progress =>
                {
                    await SqliteRestore.Run(path, directory, Record(path), progress, cancellation);
                    return true;
                });
                terminal.Out.WriteLine(
                    $"Restored to {System.IO.Path.GetFullPath(directory)}. Everybody has to log in again.");
                return ExitCodes.Good;
            });
    }

    private static AuditRow Record(string file) => new(
        CommandLineActor.Actor.Username, TimeProvider.System.GetUtcNow(), CommandLineActor.Actor.Address,
        AuditAction.DataRestored, System.IO.Path.GetFileName(file), SpaceId: null, UserId: null);
}
