using System.CommandLine;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;

namespace Readback.Cli;

/// <summary><c>readback verify</c>: whether all that is stored still agrees with itself, also while a server runs.</summary>
internal static class VerifyCommand
{
    private static readonly IReadOnlyList<Check> Checks = [.. SqliteChecks.All, .. Verifier.Checks];

    public static Command Create() => new Command(
        "verify", "Check the database, from its pages to every count in it; a server may run meanwhile.").OnData(
        async (_, directory, terminal, cancellation) =>
        {
            var found = await terminal.ShowProgress(progress => Task.Run(() => Verify(directory, progress, cancellation), cancellation));
            foreach (var result in found)
            {
                Write(terminal.Out, result);
            }
            terminal.Out.WriteLine(found.Count == 0
                ? $"All is well: {Checks.Count} checks of {System.IO.Path.GetFullPath(directory)} found nothing."
                : $"{found.Count} of {Checks.Count} checks of {System.IO.Path.GetFullPath(directory)} found something.");
            return found.Count == 0 ? ExitCodes.Good : ExitCodes.Failed;
        });

    private static Task<List<CheckResult>> Verify(
        string directory, Action<CopyProgress> progress, CancellationToken cancellation)
    {
        var started = 0;
        return SqliteSnapshot.Read(
            directory,
            db => Verifier.Run(
                db, Checks, check => progress(new CopyProgress("Checking", started++, Checks.Count)), cancellation),
            cancellation);
    }

    private static void Write(TextWriter output, CheckResult result)
    {
        output.WriteLine($"Broken: {result.Name} ({result.Count})");
        foreach (var example in result.Examples)
        {
            output.WriteLine($"  {example}");
        }
        if (result.Count > result.Examples.Count)
        {
            output.WriteLine($"  and {result.Count - result.Examples.Count} more");
        }
    }
}
