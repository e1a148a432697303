using System.CommandLine;
using System.Text;
using Readback.Accounts;
using Readback.Storage;
using Readback.Storage.Sqlite;

namespace Readback.Cli;

/// <summary><c>readback user import</c>: all users of a plant from a table, or none of them.</summary>
internal static class UserImportCommand
{
    private const int MaxFileBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "A table in UTF-8, divided by commas or semicolons. Its first line names the columns: username, email, phone, "
                + "spaces, roles (divided by |), password, requirePasswordReset.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what is wrong." };
        var passwords = new Option<string?>("--passwords")
        {
            Description = "Write passwords that were made up to this new file, for its owner's eyes only; else they are printed once.",
            HelpName = "file",
        };
        return new Command("import", "Make users from a table: all of them, or none.") { file, dryRun, passwords }.Offline(
            async (parsed, offline, terminal) =>
            {
                if (Read(parsed.GetRequiredValue(file), terminal) is not { } text)
                {
                    return ExitCodes.Failed;
                }
                var (users, faults) = new ImportTable(offline.Directory).Read(text);
                foreach (var fault in faults)
                {
                    terminal.Error.WriteLine($"line {fault.Line}: {fault.Text}");
                }
                if (faults.Count > 0)
                {
                    return terminal.Fail($"{faults.Count} faults; nothing was changed.");
                }
                if (parsed.GetValue(dryRun))
                {
                    terminal.Out.WriteLine($"All is well: {users.Count} users can be made.");
                    return ExitCodes.Good;
                }
                return await Import(offline, users, parsed.GetValue(passwords), terminal);
            });
    }

    private static string? Read(string file, Terminal terminal)
    {
        try
        {
            if (new FileInfo(file).Length > MaxFileBytes)
            {
                terminal.Fail($"{file} is larger than {MaxFileBytes} bytes.");
                return null;
            }
            var bytes = File.ReadAllBytes(file);
            return StrictUtf8.GetString(bytes.AsSpan(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0));
        }
        catch (DecoderFallbackException)
        {
            terminal.Fail($"{file} is not UTF-8: save it as \"CSV UTF-8\".");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Fail($"{file} can't be read: {e.Message}");
        }
        return null;
    }

    private static async Task<int> Import(
        OfflineDirectory offline, IReadOnlyList<ImportedUser> users, string? passwordFile, Terminal terminal)
    {
        using var kept = passwordFile is null ? null : NewFile.Create(passwordFile);
        var prepared = await terminal.ShowProgress(show => offline.Import.Prepare(
            users, done => show(new CopyProgress("Hashing passwords", done, users.Count)), CancellationToken.None));
        var lines = users.Zip(prepared).Where(made => made.Second.IsMadeUp)
            .Select(made => $"{made.First.Input.Username}\t{made.Second.Text}").ToList();
        if (kept is not null)
        {
            WriteLines(kept.PartialPath, lines);
        }
        var made = await offline.Import.Make(CommandLineActor.Actor, users, prepared);
        if (!made.TryGet(out var count, out var problem))
        {
            return terminal.Fail(problem.Detail);
        }
        kept?.Keep();
        terminal.Out.WriteLine($"Made {count} users.");
        if (lines.Count > 0)
        {
            terminal.Out.WriteLine(kept is null
                ? $"Passwords, shown this once:\n{string.Join('\n', lines)}"
                : $"{lines.Count} passwords are in {System.IO.Path.GetFullPath(passwordFile!)}.");
        }
        return ExitCodes.Good;
    }

    private static void WriteLines(string path, List<string> lines)
    {
        try
        {
            File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        }
        catch (IOException e)
        {
            throw new StoreRefusedException($"{path} can't be written: {e.Message}", e);
        }
    }
}
