using System.CommandLine;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;

namespace Readback.Cli;

/// <summary><c>readback verify</c>: whether all that is stored still agrees with itself, also while a server runs.</summary>
internal static class VerifyCommand
{
    public static Command Create() => new Command(
        "verify", "Check the database, from its pages to every count in it; a server may run meanwhile.").OnData(
        async (_, settings, terminal, cancellation) =>
        {
            var (checks, name) = (Stores.ChecksOf(settings).Count, Stores.Describe(settings));
            var found = await terminal.ShowProgress(progress => Task.Run(() => Verify(settings, progress, cancellation), cancellation));
            foreach (var result in found)
            {
                Write(terminal.Out, result);
            }
            terminal.Out.WriteLine(found.Count == 0
                ? $"All is well: {checks} checks of {name} found nothing."
                : $"{found.Count} of {checks} checks of {name} found something.");
            return found.Count == 0 ? ExitCodes.Good : ExitCodes.Failed;
        });

    private static async Task<List<CheckResult>> Verify(
        ReadbackSettings settings, Action<CopyProgress> progress, CancellationToken cancellation)
    {
        if (settings.Store is null)
        {
            return await SqliteSnapshot.Read(settings.Data, db => Run(db, settings, progress, cancellation), cancellation);
        }
        await using var store = await Stores.OpenExisting(settings);
        return await Run(store, settings, progress, cancellation);
    }

    /// <summary>Runs all checks on a store that is open.</summary>
    public static Task<List<CheckResult>> Run(
        IStore store, ReadbackSettings settings, Action<CopyProgress> progress, CancellationToken cancellation) =>
        store.Read(db => Run(db, settings, progress, cancellation), cancellation);

    private static ValueTask<List<CheckResult>> Run(
        Db db, ReadbackSettings settings, Action<CopyProgress> progress, CancellationToken cancellation)
    {
        var (started, checks) = (0, Stores.ChecksOf(settings));
        return Verifier.Run(
            db, checks, _ => progress(new CopyProgress("Checking", started++, checks.Count)), cancellation);
    }

    public static void Write(TextWriter output, CheckResult result)
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
