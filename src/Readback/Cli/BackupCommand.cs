using System.CommandLine;
using Readback.Storage.Sqlite;

namespace Readback.Cli;

/// <summary><c>readback backup</c>: one file that shows one moment, also while a server runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file to write; it must not exist." };
        return new Command("backup", "Copy the database to a file; a server may run meanwhile.") { file }.OnDirectory(
            "back it up with pg_dump, or with the tools that keep its write-ahead log.",
            async (parsed, directory, terminal, cancellation) =>
            {
                var path = parsed.GetRequiredValue(file);
                var bytes = await terminal.ShowProgress(progress => Task.Run(
                    () => SqliteBackup.Write(directory, path, progress, cancellation), cancellation));
                terminal.Out.WriteLine(
                    $"Wrote {System.IO.Path.GetFullPath(path)}, {bytes} bytes. It holds the keys that sign log-ins and all "
                    + "that was said: keep it as safe as the data directory itself.");
                if (!BackupRecord.TryWrite(directory, TimeProvider.System.GetUtcNow()))
                {
                    terminal.Error.WriteLine(
                        $"{directory} takes no file from this user: the server does not learn of the backup, and its measure of it stays as it is.");
                }
                return ExitCodes.Good;
            });
    }
}
