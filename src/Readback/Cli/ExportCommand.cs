using System.CommandLine;
using System.IO.Pipelines;
using Readback.Configuration;
using Readback.Directory;
using Readback.Export;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Text;

namespace Readback.Cli;

/// <summary><c>readback export</c>: the record of a space as a file, also while a server runs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file to write; it must not exist." };
        var space = new Option<string>("--space") { Description = "The space, a closed one too.", Required = true };
        var from = new Option<string?>("--from") { Description = "The earliest date, included: 2026-11-23, or with a time." };
        var to = new Option<string?>("--to") { Description = "The latest date, included." };
        var zone = new Option<string?>("--zone") { Description = "The time zone of all dates, such as Europe/Istanbul; else UTC." };
        var position = new Option<string?>("--position") { Description = "The position of the log to show; else its end." };
        var format = new Option<string?>("--format") { Description = $"One of {string.Join(", ", ExportFormats.Names)}; else the first." };
        var language = new Option<string?>("--language") { Description = $"Of the form to print: {string.Join(", ", FormTexts.Languages)}." };
        var command = new Command("export", "Write the messages of a space, with who has read them and when; a server may run meanwhile.")
        {
            file, space, from, to, zone, position, format, language,
        };
        return command.OnData(async (parsed, settings, terminal, cancellation) =>
            ExportOrder.Read(new ExportParameters(
                parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(zone), parsed.GetValue(position), parsed.GetValue(format),
                parsed.GetValue(language))).TryGet(out var order, out var problem)
                ? await Export(settings, parsed.GetRequiredValue(space), order, parsed.GetRequiredValue(file), terminal, cancellation)
                : terminal.Fail(problem.Detail));
    }

    private static async Task<int> Export(
        ReadbackSettings settings, string space, ExportOrder order, string file, Terminal terminal, CancellationToken cancellation)
    {
        if (settings.Store is null)
        {
            using var readers = SqliteSnapshot.OpenReaders(settings.Data);
            return await Export(readers, space, order, file, terminal, cancellation);
        }
        await using var store = await Stores.OpenExisting(settings);
        return await Export(store, space, order, file, terminal, cancellation);
    }

    private static async Task<int> Export(
        IReads store, string space, ExportOrder order, string file, Terminal terminal, CancellationToken cancellation)
    {
        if (await store.Read(db => SpaceTable.FindByName(db, CaseFolding.Fold(space)), cancellation) is not { } found)
        {
            return terminal.Fail($"--space: there is no space {space}.");
        }
        if (await store.Read(db => ExportPlan.Make(db, found.Id, order.Dates, order.Position), cancellation) is not { } plan)
        {
            return terminal.Fail(ExportOrder.NoSuchPosition.Detail);
        }
        using var target = NewFile.Create(file);
        var head = ExportHead.Of(found.Name, order, plan, CommandLineActor.Actor.Username, TimeProvider.System.GetUtcNow());
        var run = new ExportRun(new ExportReader(store, plan), head, order.Format.Begin(order));
        var (sha256, totals) = await terminal.ShowProgress(show => Task.Run(
            () => Write(run, plan, target.PartialPath, show, cancellation), cancellation));
        target.Keep();
        await Record(store, found, order, plan);
        terminal.Out.WriteLine(
            $"Wrote {System.IO.Path.GetFullPath(file)}: {totals.Messages} messages of {found.Name}, as of position {plan.Position}.");
        terminal.Out.WriteLine($"SHA-256 of the file: {sha256}");
        return ExitCodes.Good;
    }

    private static async Task<(string Sha256, ExportTotals Totals)> Write(
        ExportRun run, ExportPlan plan, string path, Action<CopyProgress> show, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
            var pipe = PipeWriter.Create(stream);
            var written = await run.Write(
                pipe,
                done =>
                {
                    show(new CopyProgress("Exporting", done, plan.Messages));
                    return true;
                },
                cancellation);
            await pipe.CompleteAsync();
            return written!.Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"The export could not be written to {path}: {e.Message}", e);
        }
    }

    /// <summary>
    /// The embedded database is written to by the one process that has it, and this is none: like a backup, an export from it
    /// leaves no record. Who can read the data directory needs no export to know all that is in it.
    /// </summary>
    private static async Task Record(IReads store, SpaceRow space, ExportOrder order, ExportPlan plan)
    {
        if (store is IStore shared)
        {
            await shared.Write(db => AuditLog.Insert(db, new AuditRow(
                CommandLineActor.Actor.Username, TimeProvider.System.GetUtcNow(), CommandLineActor.Actor.Address,
                AuditAction.SpaceExported, order.Describe(space.Name, plan.Position), space.Id, UserId: null)));
        }
    }
}
