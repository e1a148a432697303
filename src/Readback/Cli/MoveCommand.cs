using System.CommandLine;
using System.Globalization;
using Readback.Configuration;
using Readback.Directory;
using Readback.Storage;
using Readback.Storage.Moving;
using Readback.Storage.Sqlite;

namespace Readback.Cli;

/// <summary><c>readback move</c>: all data from the embedded database to PostgreSQL, or the other way round.</summary>
internal static class MoveCommand
{
    public static Command Create()
    {
        var from = Place("--from", "Where the data is: a data directory, or a PostgreSQL database (\"Host=…;Database=…\"). It is not changed.");
        var to = Place("--to", "Where it goes: a directory that is empty or missing, or an empty PostgreSQL database.");
        var command = new Command("move", "Move all data to another database. No server may run on either; one that broke off goes on.") { from, to };
        command.SetAction((parsed, cancellation) => DataCommand.Run(
            parsed,
            (terminal, stop) => Move(Settings(parsed.GetRequiredValue(from)), Settings(parsed.GetRequiredValue(to)), terminal, stop),
            cancellation));
        return command;
    }

    private static async Task<int> Move(
        ReadbackSettings from, ReadbackSettings to, Terminal terminal, CancellationToken cancellation)
    {
        await using var source = await Stores.OpenExisting(from);
        await ServersAtWork.Refuse(source, TimeProvider.System, cancellation);
        await using var target = await Stores.OpenOrMake(to);
        var mover = new Mover(source, target);
        await mover.Begin();
        var started = TimeProvider.System.GetTimestamp();
        var copied = await terminal.ShowProgress(show => Task.Run(
            () => mover.Copy((done, all) => show(new CopyProgress("Copying", done, all)), cancellation), cancellation));
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Copied {copied} rows in {seconds:0.0} s, {copied / Math.Max(seconds, 0.001):0} a second."));

        var compared = await terminal.ShowProgress(show => Task.Run(
            () => mover.Compare((done, all) => show(new CopyProgress("Comparing", done, all)), cancellation), cancellation));
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Both sides hold the same {compared} rows in {MovedTables.All.Count} tables."));
        if (!await IsSound("source", source, from, terminal, cancellation) || !await IsSound("target", target, to, terminal, cancellation))
        {
            return terminal.Fail("Something is wrong with the data, as said above. The target is not opened for use.");
        }
        await mover.End(Record(from));
        terminal.Out.WriteLine(
            $"Moved to {Stores.Describe(to)}. Everybody has to log in again. What is in {Stores.Describe(from)} is as it was: "
            + "keep it until you are content, and start no server on it.");
        return ExitCodes.Good;
    }

    private static async Task<bool> IsSound(
        string side, IStore store, ReadbackSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        var found = await terminal.ShowProgress(show => Task.Run(
            () => VerifyCommand.Run(store, settings, progress => show(progress with { Step = $"Checking the {side}" }), cancellation),
            cancellation));
        found.ForEach(result => VerifyCommand.Write(terminal.Out, result));
        if (found.Count == 0)
        {
            terminal.Out.WriteLine($"The {side} passes all {Stores.ChecksOf(settings).Count} checks.");
        }
        return found.Count == 0;
    }

    private static AuditRow Record(ReadbackSettings from) => new(
        CommandLineActor.Actor.Username, TimeProvider.System.GetUtcNow(), CommandLineActor.Actor.Address,
        AuditAction.DataMoved, Stores.Describe(from), SpaceId: null, UserId: null);

    /// <summary>A connection string holds an equals sign, and says where.</summary>
    private static ReadbackSettings Settings(string place) => place.Contains('=', StringComparison.Ordinal) && SettingRules.IsStore(place)
        ? new ReadbackSettings { Store = place }
        : new ReadbackSettings { Data = place };

    private static Option<string> Place(string name, string description) =>
        new(name) { Description = description, HelpName = "place", Required = true };
}
